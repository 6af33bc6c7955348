using Gateway.Core.Protocol;
using Gateway.Core.Text;

namespace Gateway.Core.Guarding;

/// <summary>Makes the masked message from the original and its edits.</summary>
internal static class MaskedFrame
{
    public static void Commit(Passage passage, EditList edits)
    {
        var before = passage.Frame;
        var breaksSchema = passage.OutputSchema is { } schema && !schema.Allows(before.Raw(passage.Payload), edits.Edits);
        if (passage.Shown is { } shown)
        {
            foreach (var edit in edits.Edits) shown.Add(edit.Policy.Kind.Placeholder);
            foreach (var edit in edits.Inside) shown.Add(edit.Policy.Kind.Placeholder);
        }

        Set(passage, edits.Apply(before.Bytes, passage.Payload.Start));
        if (breaksSchema) Set(passage, ToolErrorResult.WithoutStructuredContent(passage.Frame));
    }

    /// <summary>Puts other bytes in the place of the message.</summary>
    public static void Set(Passage passage, byte[] message)
    {
        var isMessage = passage.Frame.Envelope.Kind != FrameKind.Invalid;
        var parent = passage.Frame.Parent;
        passage.Frame = Frame.Of(message);
        passage.Frame.Parent = parent;
        if (!isMessage)
        {
            passage.Payload = new(0, message.Length);
            return;
        }

        // A mask that breaks the message must not leave as one: whoever asked refuses it.
        if (EnvelopeReader.Read(passage.Frame, int.MaxValue) is var fault and not FrameFault.None) throw new InvalidOperationException(fault.ToString());
        passage.Payload = passage.Frame.Envelope.Payload;
    }
}
