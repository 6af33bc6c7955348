using Gateway.Core.Catalog;
using Gateway.Core.Protocol;

namespace Gateway.Core.Transport;

/// <summary>The way to one client: a pipe each way, or HTTP.</summary>
internal interface IClientConnection
{
    /// <summary>What the way a call came by says differently from its body, in a sentence; null when there is no such thing.</summary>
    /// <param name="tool">The tool that is called.</param>
    /// <param name="call">The call.</param>
    string? Contradiction(Tool tool, Frame call) => null;

    /// <summary>Opens what the client writes.</summary>
    /// <param name="maxMessage">The longest message in bytes.</param>
    IMessageSource OpenInput(long maxMessage);

    /// <summary>Opens what the client reads.</summary>
    /// <param name="bound">How many bytes may wait for it.</param>
    /// <param name="onBroken">Called once, when the client's end is gone.</param>
    IClientOutput OpenOutput(long bound, Action<Exception> onBroken);
}
