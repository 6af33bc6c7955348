using System.ComponentModel;
using System.Diagnostics;

namespace Gateway.Host.Authorization;

/// <summary>Opens the user's browser, if there is one.</summary>
internal static class Browser
{
    /// <summary>False when there is nothing to open it with, or the address is none for a browser.</summary>
    public static bool TryOpen(Uri address)
    {
        // An address that a server names: nothing but a page may be opened by it.
        if (address.Scheme != Uri.UriSchemeHttps && address.Scheme != Uri.UriSchemeHttp) return false;
        try
        {
            using var process = Process.Start(Start(address.AbsoluteUri));
            return process is not null || OperatingSystem.IsWindows();
        }
        catch (Exception exception) when (exception is Win32Exception or InvalidOperationException or PlatformNotSupportedException)
        {
            return false;
        }
    }

    // BROWSER is how people say it on Linux and in containers: a program that takes the address.
    private static ProcessStartInfo Start(string address)
    {
        if (Environment.GetEnvironmentVariable("BROWSER") is { Length: > 0 } chosen) return new(chosen, [address]) { RedirectStandardOutput = true };
        if (OperatingSystem.IsWindows()) return new(address) { UseShellExecute = true };
        return new(OperatingSystem.IsMacOS() ? "open" : "xdg-open", [address]) { RedirectStandardOutput = true, RedirectStandardError = true };
    }
}
