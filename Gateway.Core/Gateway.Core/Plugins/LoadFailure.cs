using System.Composition.Hosting;
using System.Reflection;
using System.Reflection.Metadata;

namespace Gateway.Core.Plugins;

/// <summary>Turns what the creation of a plugin threw into a clause for the user.</summary>
internal static class LoadFailure
{
    /// <summary>What is wrong and how to put it right.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="thrower">What was being done, for exceptions that explain nothing by their type.</param>
    public static string Explain(Exception exception, string thrower)
    {
        var cause = CauseOf(exception);
        return cause switch
        {
            PluginException => cause.Message,
            PluginOptionsException => FirstLine(cause.Message),
            CompositionFailedException when IsFromMef(cause) => $"MEF can't create it ({FirstLine(cause.Message)}); a constructor can import PluginContext and classes of its own file that have an [Export]",
            FileNotFoundException { FileName: { } file } when AssemblyNameInfo.TryParse(file, out var name) && name.Version is not null => Missing(name),
            FileLoadException { FileName: { } file } when AssemblyNameInfo.TryParse(file, out var name) && name.Version is not null => Missing(name),
            DllNotFoundException => "a native library that it needs is missing; publish it for this machine and keep its runtimes folder",
            TypeLoadException or MissingMemberException => $"it was built against another version of a library ({cause.GetType().Name}); build it again and copy all of its output",
            BadImageFormatException => "one of its files is damaged or not for this machine; publish it for this machine and copy it again",

            // The message may quote the value of an option, and options hold secrets.
            _ => $"{thrower} threw {cause.GetType().FullName}, whose message is not shown because it may quote a secret; check the plugin's options",
        };
    }

    private static Exception CauseOf(Exception exception)
    {
        while (exception is TargetInvocationException or TypeInitializationException && exception.InnerException is { } inner) exception = inner;
        return exception;
    }

    public static string Missing(AssemblyNameInfo name) => $"its dependency {name.Name} {name.Version} is missing, or there in another version; copy all of the plugin's output";

    // MEF's own words name types only; a plugin could throw the same type with any text.
    private static bool IsFromMef(Exception exception) => exception.Source?.StartsWith("System.Composition", StringComparison.Ordinal) is true;

    private static string FirstLine(string text) => text.Trim().Split('\n')[0].TrimEnd('\r', ' ', '.');
}
