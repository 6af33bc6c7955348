using Gateway.Core.Catalog;
using Gateway.Core.Protocol;
using Gateway.Core.Servers;
using Gateway.Core.Transport;

namespace Gateway.Core.Routing;

/// <summary>Takes each of the client's requests to the part of the gateway that knows its method.</summary>
internal sealed class ClientRequests(SessionContext session, CallRouter router, CallAnswers answers, ToolRequests tools, ServerLists lists, ListReader reader)
{
    private readonly PromptRequests _prompts = new(session, router, answers, lists);
    private readonly ResourceOwners _owners = new(session);
    private readonly TaskRequests _tasks = new(session, router, reader);

    public IntroductionRequests Introduction { get; } = new(session);

    public SubscriptionRequests Subscriptions { get; } = new(session, router, lists);

    /// <param name="frame">The request.</param>
    /// <param name="method">Its method.</param>
    /// <param name="client">Who asks, in the words of this request.</param>
    /// <param name="thread">The client's reader.</param>
    public void On(Frame frame, string method, Introduction client, ReaderThread thread)
    {
        switch (method)
        {
            case Methods.ToolsCall: tools.Call(frame, client, thread); return;
            case Methods.ToolsList: tools.List(frame, client); return;
            case Methods.PromptsList: List(frame, ListKind.Prompts, client); return;
            case Methods.PromptsGet: _prompts.Get(frame, client, thread); return;
            case Methods.ResourcesList: List(frame, ListKind.Resources, client); return;
            case Methods.ResourceTemplatesList: List(frame, ListKind.ResourceTemplates, client); return;
            case Methods.ResourcesRead: Read(frame, client, thread); return;
            case Methods.TasksList when !client.IsModern: _tasks.List(frame, client); return;
            case Methods.Complete: Complete(frame, client, thread); return;
            case Methods.ServerDiscover when client.IsModern: Introduction.Answer(frame, method, client); return;
            case Methods.SubscriptionsListen when client.IsModern: Subscriptions.Listen(frame); return;
            case Methods.Ping when !client.IsModern: session.Answer(frame, "{}"u8); return;
            case Methods.SetLevel when !client.IsModern: SetLevel(frame, client, thread); return;
            case Methods.ResourcesSubscribe or Methods.ResourcesUnsubscribe when !client.IsModern: Subscriptions.Subscribe(frame, method, client, thread, _owners); return;
            case Methods.Ping or Methods.SetLevel or Methods.ResourcesSubscribe or Methods.ResourcesUnsubscribe: Refuse(frame, method); return;
            case Methods.ServerDiscover or Methods.SubscriptionsListen: Refuse(frame, method); return;
            default: PassOn(frame, method, client, thread); return;
        }
    }

    private void List(Frame frame, ListKind kind, Introduction client)
    {
        if (ListAnswer.RefusesCursor(session, frame)) return;
        if (router.Accept(frame, kind.Method, client) is not { } call) return;
        lists.WhenFresh(kind, () => ListAnswer.Send(session, call, session.ListOf(kind)));
    }

    private void Read(Frame frame, Introduction client, ReaderThread thread)
    {
        if (Text(frame, frame.Envelope.Uri) is not { } uri) session.AnswerError(frame, ErrorCodes.InvalidParams, "Invalid params: resources/read needs a 'uri'.");
        else if (router.Accept(frame, Methods.ResourcesRead, client) is { } call) Route(call, frame, thread, uri, client);
    }

    private void Complete(Frame frame, Introduction client, ReaderThread thread)
    {
        if (Text(frame, CompletionReference.Name(frame)) is { } name) _prompts.Complete(frame, client, thread, name);
        else if (Text(frame, CompletionReference.Uri(frame)) is not { } uri) session.AnswerError(frame, ErrorCodes.InvalidParams, "Invalid params: completion/complete needs a 'ref' with 'name' or 'uri'.");
        else if (router.Accept(frame, Methods.Complete, client) is { } call) Route(call, frame, thread, uri, client);
    }

    // A URI tells nothing of its server, so the lists must be known when there are several.
    private void Route(InFlight call, Frame frame, ReaderThread thread, string uri, Introduction client)
    {
        if (_owners.Sole is { } sole)
        {
            router.Pass(call, sole, frame, thread);
            return;
        }

        var copy = frame.Copy();
        lists.WhenLoaded(ListKind.ResourceTemplates, () => lists.WhenLoaded(ListKind.Resources, () =>
        {
            if (call.IsFinished) return;
            if (_owners.Of(uri) is not [var owner, .. var others])
            {
                var code = client.IsModern ? ErrorCodes.InvalidParams : ErrorCodes.ResourceNotFound;
                answers.Fail(call, code, $"Resource not found: no server that is up has '{Printable.Line(uri, 200)}'.", "error");
                return;
            }

            if (others.Length > 0) call.Others = new(others);
            router.Pass(call, owner, copy, null);
        }));
    }

    private void SetLevel(Frame frame, Introduction client, ReaderThread thread)
    {
        var raw = JsonMembers.Raw(frame.Raw(frame.Envelope.Params), "level"u8);
        if (LoggingLevels.Parse(raw) is null)
        {
            session.AnswerError(frame, ErrorCodes.InvalidParams, "Invalid params: 'level' must be debug, info, notice, warning, error, critical, alert or emergency.");
            return;
        }

        session.Logging.Level = raw.ToArray();
        ChildServer[] servers = [.. session.Servers.Where(server => server is { IsUp: true, IsModern: false, Introduction.Capabilities.HasLogging: true })];
        if (servers is [var only] && session.Servers.Count == 1)
        {
            if (router.Accept(frame, Methods.SetLevel, client) is { } call) router.Pass(call, only, frame, thread);
            return;
        }

        foreach (var server in servers) session.Logging.OnReady(server);
        session.Answer(frame, "{}"u8);
    }

    // A method that the gateway does not know belongs to the server that it names, or to the one there is.
    private void PassOn(Frame frame, string method, Introduction client, ReaderThread thread)
    {
        ChildServer[] started = [.. session.Servers.Where(server => !server.State.IsOff())];
        var named = Text(frame, frame.Envelope.TaskId) is { } task ? session.Tasks.Find(task) : VendorTarget.Of(frame) is { } name ? session.Server(name) : null;
        if ((named ?? (started is [var only] ? only : null)) is { State: ServerState.Ready or ServerState.Degraded or ServerState.Starting } server)
        {
            if (router.Accept(frame, method, client) is { } call) router.Pass(call, server, frame, thread);
            return;
        }

        Refuse(frame, method);
    }

    private void Refuse(Frame frame, string method) =>
        session.AnswerError(frame, ErrorCodes.MethodNotFound, $"Method not found: '{Printable.Line(method, 80)}'");

    private static string? Text(Frame frame, Slice value) => value.IsPresent && JsonText.TextOf(frame.Raw(value)) is { Length: > 0 } text ? text : null;
}
