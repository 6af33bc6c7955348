using Gateway.Core.Home;
using Gateway.Core.Plugins;

namespace Gateway.Host.Startup;

/// <summary>The packages that a plugin is built and tested with: contract, test kit, template, and what the tests need of others.</summary>
/// <remarks>
/// The tool carries them, but in a folder that moves with each version. So they are copied to one place in the gateway's
/// home, where a project can name them as its package source.
/// </remarks>
internal static class SdkPackages
{
    private static string Carried => Path.Combine(AppContext.BaseDirectory, "sdk");

    /// <summary>Where they are for projects.</summary>
    public static string Folder => Path.Combine(GatewayHome.Path, "sdk");

    /// <summary>Copies what is not there yet.</summary>
    /// <exception cref="PluginException">This build carries none, or the folder can't be written.</exception>
    public static void Install()
    {
        if (!Directory.Exists(Carried)) throw new PluginException("this build of the gateway carries no packages; install the tool (dotnet tool install -g McpGateway), or use 'dotnet new install ./plugin-template' in a clone");
        try
        {
            PrivateFolder.Secure(Folder);
            foreach (var package in Directory.EnumerateFiles(Carried, "*.nupkg")) Copy(package, Path.Combine(Folder, Path.GetFileName(package)));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new PluginException($"the packages can't be copied to {Folder} ({exception.GetType().Name}); make it yours and writable", exception);
        }
    }

    /// <summary>The template's package among them.</summary>
    /// <exception cref="PluginException">It is not there.</exception>
    public static string Template() =>
        Directory.EnumerateFiles(Carried, "McpGateway.Templates.*.nupkg").FirstOrDefault() ?? throw new PluginException($"the template's package is missing in {Carried}; install the tool again");

    // Renamed into place: a build of another terminal may be reading here.
    private static void Copy(string from, string to)
    {
        var (carried, there) = (new FileInfo(from), new FileInfo(to));
        if (there.Exists && there.Length == carried.Length && there.LastWriteTimeUtc == carried.LastWriteTimeUtc) return;
        var half = $"{to}.{Guid.NewGuid():N}";
        File.Copy(from, half);
        File.Move(half, to, overwrite: true);
    }
}
