using System.CommandLine;
using Gateway.Core.Configuration;
using Gateway.Core.Protocol;
using Gateway.Core.Trust;
using Gateway.Host.Startup;

namespace Gateway.Host.Commands;

/// <summary><c>trust</c>: shows what changed of a configuration since it was trusted, approves it, or forgets it. It starts no server.</summary>
internal static class TrustCommand
{
    public static Command Create(GatewayArguments gateway)
    {
        var list = new Option<bool>("--list") { Description = "Show each server and what changed of it (the default)" };
        var accept = Servers("--accept", "Trust these servers as they stand in the file now; without a name all of them");
        var reset = Servers("--reset", "Forget these servers; without a name the whole file, whose next use is then its first");
        var json = new Option<bool>("--json") { Description = "Print JSON for programs" };
        var trust = new Command("trust", "See and approve what changed of the programs that the configuration runs");
        Option[] options = [list, accept, reset, json];
        foreach (var option in options) trust.Options.Add(option);
        gateway.AddConfigurationTo(trust);
        trust.SetAction(result => GatewayCommand.Run(() =>
        {
            var (accepted, forgotten) = (Names(result, accept), Names(result, reset));
            if ((result.GetValue(list) ? 1 : 0) + (accepted is null ? 0 : 1) + (forgotten is null ? 0 : 1) > 1) throw new UsageException("give one of --list, --accept, --reset");
            var configuration = gateway.LoadServers(result);
            var file = new TrustFile(GatewayHome.Path);
            if (accepted is not null) return Accept(file, configuration, accepted, result.GetValue(json));
            if (forgotten is not null) return Reset(file, configuration, forgotten);
            TrustReport.Print(TrustedServer.All(configuration, file.Read() ?? new(), file.Look(configuration)), configuration.Path, result.GetValue(json));
            return ExitCodes.Ok;
        }));
        return trust;
    }

    private static int Accept(TrustFile file, GatewayConfiguration configuration, string[] names, bool isJson)
    {
        foreach (var name in names)
        {
            var server = configuration.Servers.FirstOrDefault(server => server.Name == name) ?? throw Unknown(configuration, name, configuration.Servers.Select(server => server.Name));
            if (server.Sources.Count == 0) throw new UsageException($"server '{Printable.Line(name)}' is switched off in {configuration.Path}: there is nothing to approve");
        }

        IReadOnlyList<TrustedServer> accepted = [];
        file.Update((pins, key) =>
        {
            var review = FileReview.Of(configuration, pins, key);
            ServerReview[] wanted = [.. review.Servers.Where(found => names.Length == 0 || names.Contains(found.Server.Name))];
            // Before they are pinned: it is shown what was approved.
            accepted = [.. wanted.Select(found => TrustedServer.Of(found, review.IsFirstUse))];
            pins.Know(configuration.Path);
            foreach (var found in wanted) FileReview.Pin(found.Server, pins, key);
            return true;
        });
        TrustReport.Print([.. accepted.Select(server => server with { State = TrustState.Trusted, Reason = null })], configuration.Path, isJson);
        Console.Error.WriteLine("mcp-gateway: trusted as shown; gateways that run already start it now");
        return ExitCodes.Ok;
    }

    private static int Reset(TrustFile file, GatewayConfiguration configuration, string[] names)
    {
        file.Update((pins, _) =>
        {
            var pinned = pins.Servers(configuration.Path).ToArray();
            string[] known = [.. configuration.Servers.Select(server => server.Name).Union(pinned)];
            foreach (var name in names)
            {
                if (!known.Contains(name)) throw Unknown(configuration, name, known);
            }

            foreach (var server in configuration.Servers.Where(server => names.Length == 0 || names.Contains(server.Name)))
            {
                foreach (var source in server.Sources.Skip(1)) pins.Forget(source.Path, server.Name);
            }

            foreach (var name in names) pins.Forget(configuration.Path, name);
            if (names.Length == 0) pins.Forget(configuration.Path);
            return true;
        });
        Console.Out.WriteLine(names.Length == 0
            ? $"Forgot {Printable.Line(configuration.Path)}: what stands in it at its next use is trusted."
            : $"Forgot {Printable.Line(string.Join(", ", names))} of {Printable.Line(configuration.Path)}: at the next use each is a new server in a known file.");
        return ExitCodes.Ok;
    }

    private static UsageException Unknown(GatewayConfiguration configuration, string name, IEnumerable<string> known) =>
        new($"{configuration.Path} has no server '{Printable.Line(name)}'{NearestName.Suggest(name, known)}");

    private static string[]? Names(ParseResult result, Option<string[]> option) => result.GetResult(option) is null ? null : result.GetValue(option) ?? [];

    private static Option<string[]> Servers(string name, string description) =>
        new(name) { Description = description, HelpName = "SERVER", Arity = ArgumentArity.ZeroOrMore, AllowMultipleArgumentsPerToken = true };
}
