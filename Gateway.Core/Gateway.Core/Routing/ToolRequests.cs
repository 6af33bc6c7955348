using Gateway.Core.Catalog;
using Gateway.Core.Protocol;
using Gateway.Core.Servers;
using Gateway.Core.Transport;

namespace Gateway.Core.Routing;

/// <summary>Lists the tools of all servers and takes each call to its own, the gateway's own tools included.</summary>
internal sealed class ToolRequests(SessionContext session, CallRouter router, CallAnswers answers, GatewayTools gatewayTools, ToolsListing listing, ServerLists lists, Action<Action> whenToolsAreFresh)
{
    public void List(Frame frame, Introduction client)
    {
        if (!ListAnswer.RefusesCursor(session, frame) && router.Accept(frame, Methods.ToolsList, client) is { } call) whenToolsAreFresh(() => listing.Answer(call));
    }

    public void Call(Frame frame, Introduction client, ReaderThread thread)
    {
        var name = frame.Envelope.Name;
        if (!name.IsPresent || frame.Raw(name)[0] != '"' || name.Length <= 2)
        {
            session.AnswerError(frame, ErrorCodes.InvalidParams, "Invalid params: tools/call needs a 'name'.");
            return;
        }

        if (router.Accept(frame, Methods.ToolsCall, client) is { } call) CallTool(call, frame, thread);
    }

    private void CallTool(InFlight call, Frame frame, ReaderThread? thread)
    {
        var rawName = frame.Raw(frame.Envelope.Name);
        if (session.Catalog.Find(rawName) is { } tool) CallListed(call, tool, frame, thread);
        else if (session.Catalog.FindOwn(rawName) is { } own) CallOwn(call, own, frame, thread);
        else WaitForServers(call, frame, JsonText.Unescape(rawName));
    }

    // From the cache, or of a server that is just being started again: then the call waits, and the reader does not.
    private void CallListed(InFlight call, Tool tool, Frame frame, ReaderThread? thread)
    {
        if (session.Contradiction(tool, frame) is { } contradiction) answers.Fail(call, ErrorCodes.HeaderMismatch, contradiction, "error");
        else if (session.Server(tool.Server) is { State: ServerState.Starting } starting) Wait(call, frame, [starting]);
        else router.Call(call, tool, frame, thread);
    }

    private void CallOwn(InFlight call, OwnTool own, Frame frame, ReaderThread? thread)
    {
        if (own == OwnTool.GetMetadata)
        {
            (call.Request, call.Answer) = Tool.Infos("", own.Name, session.Id);
            lists.WhenReadyOnesAreLoaded(() => answers.Complete(call, gatewayTools.Metadata()));
            return;
        }

        // run_tool becomes the call it stands for before any guardrail or record sees it.
        if (!RunTool.TryRead(frame, out var target, out var problem))
        {
            answers.Fail(call, ErrorCodes.InvalidParams, problem, "error");
            return;
        }

        var server = session.Server(target.Server);
        var tool = session.Catalog.Find(target.Server, target.Tool);
        if (tool is not null && server is { IsUp: true }) router.Call(call, tool, RunTool.Rewrite(frame, tool), thread);
        else if (server is { State: ServerState.Starting }) Wait(call, frame, [server]);
        else answers.Complete(call, gatewayTools.RunToolProblem(target, server));
    }

    // The name may belong to a server that is still starting: then the call waits for it, and the reader does not.
    private void WaitForServers(InFlight call, Frame frame, string name)
    {
        ChildServer[] candidates = [.. session.Names.CandidatesFor(name).Select(session.Server).OfType<ChildServer>()];
        ChildServer[] starting = [.. candidates.Where(server => server.State == ServerState.Starting)];
        // Before the list is looked at once more: what is up has its tools in it, and what was down may just come up.
        var down = candidates.FirstOrDefault(server => !server.IsUp);
        if (starting.Length > 0) Wait(call, frame, starting);
        else if (session.Catalog.Find(frame.Raw(frame.Envelope.Name)) is { } tool) CallListed(call, tool, frame.Copy(), null); // listed since it was looked for
        else FailUnknown(call, name, down ?? candidates.FirstOrDefault(server => !server.IsUp));
    }

    private void Wait(InFlight call, Frame frame, ChildServer[] servers)
    {
        var copy = frame.Copy();
        Task.WhenAll(servers.Select(server => server.Life.Settled)).ContinueWith(
            _ =>
            {
                if (!call.IsFinished) CallTool(call, copy, null);
            },
            TaskScheduler.Default);
    }

    private void FailUnknown(InFlight call, string name, ChildServer? down)
    {
        if (down is not null)
        {
            answers.Fail(call, ErrorCodes.ServerUnavailable, session.Unavailable(down), "error");
            return;
        }

        var nearest = NearestName.Of(name, session.Catalog.Names);
        var hint = nearest is null ? "tools/list names those that exist." : $"Did you mean '{nearest}'?";
        answers.Fail(call, ErrorCodes.InvalidParams, $"Unknown tool: '{Printable.Line(name, 80)}'. {hint}", "error");
    }
}
