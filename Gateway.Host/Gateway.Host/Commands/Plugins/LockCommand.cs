using System.CommandLine;
using Gateway.Core.Plugins;
using Gateway.Core.Plugins.Locking;
using Gateway.Core.Protocol;
using Gateway.Host.Startup;

namespace Gateway.Host.Commands.Plugins;

/// <summary><c>plugins lock</c>: from now on only these files are loaded from a plugins folder.</summary>
internal static class LockCommand
{
    public static Command Create(GatewayArguments gateway)
    {
        var check = new Option<bool>("--check") { Description = "Write nothing; exit code 2 when a gateway would refuse anything" };
        var command = new Command("lock", "Write plugins.lock, the SHA-256 of every file: a plugin that changes is refused then, and so is one that is not in it");
        command.Options.Add(check);
        command.Options.Add(gateway.PluginFolders);
        command.SetAction(result => GatewayCommand.Run(() =>
        {
            var folders = result.GetValue(gateway.PluginFolders) is { Length: > 0 } named ? named : [GatewayHome.Plugins];
            var code = ExitCodes.Ok;
            foreach (var folder in folders.Select(folder => Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))).Distinct(StringComparer.Ordinal))
                code = Math.Max(code, result.GetValue(check) ? Check(folder) : Lock(folder));
            return code;
        }));
        return command;
    }

    private static int Check(string folder)
    {
        var catalogue = Scan(folder, isLockIgnored: false);
        if (catalogue.Problems.Count == 0 && !PluginLock.Exists(folder)) throw new UsageException($"{folder} has no {PluginLock.FileName}; write one with {PluginLock.CommandFor(folder)}");
        if (catalogue.Problems.Count > 0) return ExitCodes.Usage;
        Console.Out.WriteLine($"{Printable.Line(folder, 1000)}: as in its {PluginLock.FileName}.");
        return ExitCodes.Ok;
    }

    private static int Lock(string folder)
    {
        var catalogue = Scan(folder, isLockIgnored: true);
        if (catalogue.Problems.Any(problem => problem.Path == folder)) return ExitCodes.Usage;
        var next = PluginLock.Of(folder, catalogue);
        foreach (var line in LockChanges.Between(Old(folder), next)) Console.Out.WriteLine(Printable.Line(line, 2000));
        next.Write();
        Console.Out.WriteLine($"{Printable.Line(Path.Combine(folder, PluginLock.FileName), 1000)}: {next.Plugins.Count} {(next.Plugins.Count == 1 ? "plugin" : "plugins")}. Gateways that run already keep what they have.");
        return ExitCodes.Ok;
    }

    // What can't be had is told; it is in no lock, because no gateway would load it.
    private static PluginCatalogue Scan(string folder, bool isLockIgnored)
    {
        var catalogue = PluginCatalogue.Scan([PluginSet.Bundled, new() { Path = folder, IsRequired = true, IsLockIgnored = isLockIgnored }]);
        foreach (var problem in catalogue.Problems) Console.Error.WriteLine($"mcp-gateway: {Printable.Line(problem.ToString(), 2000)}");
        return catalogue;
    }

    private static PluginLock? Old(string folder)
    {
        try
        {
            return PluginLock.Read(folder);
        }
        catch (PluginException exception)
        {
            Console.Error.WriteLine($"mcp-gateway: {Printable.Line($"{folder}: {exception.Message}", 2000)} (everything counts as added)");
            return null;
        }
    }
}
