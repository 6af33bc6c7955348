using Gateway.Core.Catalog;
using Gateway.Core.Guarding;
using Gateway.Core.Protocol;
using Gateway.Core.Servers;
using Gateway.Core.Transport;

namespace Gateway.Core.Routing;

/// <summary>Handles what the client sends. It never waits: what must wait is kept aside, with a copy of its frame.</summary>
internal sealed class ClientPeer(
    SessionContext session,
    CallRouter router,
    CallAnswers answers,
    GatewayTools gatewayTools,
    ServerRequests serverRequests,
    ClientNotifications notifications,
    ToolsListing listing,
    Action onInitialize,
    Action<string?> onEnd) : IPeerHandler
{
    public void OnFrame(Frame frame, ReaderThread thread)
    {
        switch (frame.Envelope.Kind)
        {
            case FrameKind.Request: OnRequest(frame, thread); break;
            case FrameKind.Notification: OnNotification(frame, thread); break;
            default: serverRequests.OnAnswer(frame, thread); break;
        }

        // Servers wait at the bound: what is over it are our own answers, to requests whose answers nobody reads.
        if (session.Client.IsFarOverBound) onEnd("the client does not read what it asked for; its queue is over the bound");
    }

    public void OnFault(FrameFault fault, byte[]? id, bool isCall)
    {
        // An unreadable answer of the client: there is nobody to tell but the server, by its time-out.
        if (id is not null && !isCall && fault is FrameFault.TooLarge or FrameFault.TooDeep)
        {
            serverRequests.OnBadAnswer(id, fault);
            return;
        }

        session.AnswerError(id ?? Answer.NoId, fault.Code(), fault.Sentence());
    }

    public void OnTakenOver(Passage passage, ReaderThread thread) => session.Pipeline.Pass(passage, thread.Walker, thread.Turn);

    public void OnEnd(Exception? cause) => onEnd(null);

    private void OnRequest(Frame frame, ReaderThread thread)
    {
        var id = frame.Raw(frame.Envelope.Id);
        var method = Methods.Parse(frame.Raw(frame.Envelope.Method));
        switch (method)
        {
            case Methods.Initialize: Initialize(frame, id); return;
            case Methods.Ping: session.Answer(id, "{}"u8); return;
            // Until the gateway speaks the stateless revision, dual-era clients must fall back to initialize.
            case Methods.ServerDiscover: session.AnswerError(id, ErrorCodes.MethodNotFound, "Method not found"); return;
        }

        if (session.Introduction is null)
        {
            session.AnswerError(id, ErrorCodes.InvalidRequest, $"Invalid request: '{Printable.Line(method, 80)}' came before initialize.");
            return;
        }

        switch (method)
        {
            case Methods.ToolsList: ListTools(frame); return;
            case Methods.ToolsCall: CallTool(frame, thread); return;
            default: PassOn(frame, method, thread); return;
        }
    }

    private void Initialize(Frame frame, ReadOnlySpan<byte> id)
    {
        if (session.Introduction is not null)
        {
            session.AnswerError(id, ErrorCodes.InvalidRequest, "Invalid request: the session is initialized already.");
            return;
        }

        var introduction = Introduction.Read(frame);
        session.Introduction = introduction;
        session.Changes.Raise();
        session.Answer(id, InitializeResult.Write(introduction.Version, session));
        onInitialize();
    }

    private void ListTools(Frame frame)
    {
        if (frame.Envelope.Cursor.IsPresent)
        {
            session.AnswerError(frame.Raw(frame.Envelope.Id), ErrorCodes.InvalidParams, "Invalid params: unknown cursor; the gateway lists all tools on one page.");
            return;
        }

        if (router.Accept(frame, Methods.ToolsList) is { } call) listing.Answer(call);
    }

    private void CallTool(Frame frame, ReaderThread thread)
    {
        var name = frame.Envelope.Name;
        if (!name.IsPresent || frame.Raw(name)[0] != '"' || name.Length <= 2)
        {
            session.AnswerError(frame.Raw(frame.Envelope.Id), ErrorCodes.InvalidParams, "Invalid params: tools/call needs a 'name'.");
            return;
        }

        if (router.Accept(frame, Methods.ToolsCall) is { } call) CallTool(call, frame, thread);
    }

    private void CallTool(InFlight call, Frame frame, ReaderThread? thread)
    {
        var rawName = frame.Raw(frame.Envelope.Name);
        if (session.Catalog.Find(rawName) is { } tool) router.Call(call, tool, frame, thread);
        else if (session.Catalog.FindOwn(rawName) is { } own) CallOwn(call, own, frame, thread);
        else WaitForServers(call, frame, JsonText.Unescape(rawName));
    }

    private void CallOwn(InFlight call, OwnTool own, Frame frame, ReaderThread? thread)
    {
        if (own == OwnTool.GetMetadata)
        {
            (call.Request, call.Answer) = Tool.Infos("", own.Name, session.Id);
            answers.Complete(call, gatewayTools.Metadata());
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
        if (tool is not null && server?.State == ServerState.Ready) router.Call(call, tool, RunTool.Rewrite(frame, tool), thread);
        else if (server is { State: ServerState.Starting }) Wait(call, frame, [server]);
        else answers.Complete(call, gatewayTools.RunToolProblem(target, server));
    }

    // The name may belong to a server that is still starting: then the call waits for it, and the reader does not.
    private void WaitForServers(InFlight call, Frame frame, string name)
    {
        ChildServer[] starting = [.. session.Names.CandidatesFor(name).Select(session.Server).OfType<ChildServer>().Where(server => !server.Settled.IsCompleted)];
        if (starting.Length > 0) Wait(call, frame, starting);
        else FailUnknown(call, name);
    }

    private void Wait(InFlight call, Frame frame, ChildServer[] servers)
    {
        var copy = frame.Copy();
        Task.WhenAll(servers.Select(server => server.Settled)).ContinueWith(
            _ =>
            {
                if (!call.IsFinished) CallTool(call, copy, null);
            },
            TaskScheduler.Default);
    }

    private void FailUnknown(InFlight call, string name)
    {
        if (session.Names.CandidatesFor(name).Select(session.Server).OfType<ChildServer>().FirstOrDefault(server => server.State != ServerState.Ready) is { } down)
        {
            answers.Fail(call, ErrorCodes.ServerUnavailable, CallRouter.Unavailable(down), "error");
            return;
        }

        var nearest = NearestName.Of(name, session.Catalog.Names);
        var hint = nearest is null ? "tools/list names those that exist." : $"Did you mean '{nearest}'?";
        answers.Fail(call, ErrorCodes.InvalidParams, $"Unknown tool: '{Printable.Line(name, 80)}'. {hint}", "error");
    }

    // A method that the gateway does not know belongs to the server, if there is only one it can mean.
    private void PassOn(Frame frame, string method, ReaderThread thread)
    {
        ChildServer[] started = [.. session.Servers.Where(server => server.State != ServerState.Idle)];
        if (started is [{ State: ServerState.Ready } only])
        {
            if (router.Accept(frame, method) is { } call) router.Pass(call, only, frame, thread);
            return;
        }

        session.AnswerError(frame.Raw(frame.Envelope.Id), ErrorCodes.MethodNotFound, $"Method not found: '{Printable.Line(method, 80)}'");
    }

    private void OnNotification(Frame frame, ReaderThread thread)
    {
        var method = Methods.Parse(frame.Raw(frame.Envelope.Method));
        switch (method)
        {
            case Methods.Initialized: return; // each server got its own
            case Methods.Cancelled: Cancel(frame); return;
            case Methods.Progress: notifications.OnProgress(frame, thread); return;
            default: notifications.Broadcast(frame, method); return;
        }
    }

    private void Cancel(Frame frame)
    {
        if (!frame.Envelope.RequestId.IsPresent || session.Calls.Find(RequestId.Of(frame.Raw(frame.Envelope.RequestId))) is not { } call) return;
        var (wasOpen, wasForwarded) = call.Cancel();
        if (!wasOpen) return;
        session.Calls.Remove(call);
        session.Tracing.End(call, "cancelled");
        if (!wasForwarded || call.Server is not { } server) return;
        notifications.ForwardCancel(frame, call, server);
    }
}
