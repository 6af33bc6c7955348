using Gateway.Core.Catalog;
using Gateway.Core.Protocol;
using Gateway.Core.Servers;
using Gateway.Core.Transport;

namespace Gateway.Core.Routing;

/// <summary>Takes <c>prompts/get</c>, and completions of prompts' arguments, to the server of the prompt.</summary>
internal sealed class PromptRequests(SessionContext session, CallRouter router, CallAnswers answers, ServerLists lists)
{
    public void Get(Frame frame, Introduction client, ReaderThread thread)
    {
        var name = frame.Envelope.Name;
        if (name.IsPresent && JsonText.TextOf(frame.Raw(name)) is { Length: > 0 } prompt) Route(frame, Methods.PromptsGet, client, thread, prompt);
        else session.AnswerError(frame, ErrorCodes.InvalidParams, "Invalid params: prompts/get needs a 'name'.");
    }

    /// <param name="frame">The request.</param>
    /// <param name="client">Who asks.</param>
    /// <param name="thread">The client's reader.</param>
    /// <param name="prompt">The prompt that its <c>ref</c> names.</param>
    public void Complete(Frame frame, Introduction client, ReaderThread thread, string prompt) => Route(frame, Methods.Complete, client, thread, prompt);

    private void Route(Frame frame, string method, Introduction client, ReaderThread thread, string name)
    {
        if (router.Accept(frame, method, client) is not { } call) return;
        if (session.ListOf(ListKind.Prompts).Find(name) is { } prompt)
        {
            Pass(call, prompt, frame, thread);
            return;
        }

        var copy = frame.Copy();
        lists.WhenLoaded(ListKind.Prompts, () =>
        {
            if (call.IsFinished) return;
            if (session.ListOf(ListKind.Prompts).Find(name) is { } found) Pass(call, found, copy, null);
            else FailUnknown(call, name);
        });
    }

    private void Pass(InFlight call, ListedEntry prompt, Frame frame, ReaderThread? thread)
    {
        call.PromptName = prompt.RawName;
        router.Pass(call, session.Server(prompt.Server)!, frame, thread); // only configured servers list anything
    }

    private void FailUnknown(InFlight call, string name)
    {
        var nearest = NearestName.Of(name, session.ListOf(ListKind.Prompts).Offered.Select(prompt => prompt.Key));
        var hint = nearest is null ? "prompts/list names those that exist." : $"Did you mean '{nearest}'?";
        answers.Fail(call, ErrorCodes.InvalidParams, $"Unknown prompt: '{Printable.Line(name, 80)}'. {hint}", "error");
    }
}
