using System.Text.Json;

namespace Gateway.Core.Servers;

/// <summary>How a state is written everywhere: <c>needs_approval</c>.</summary>
internal static class ServerStateWord
{
    public static string Word(this ServerState state) => JsonNamingPolicy.SnakeCaseLower.ConvertName(state.ToString());
}
