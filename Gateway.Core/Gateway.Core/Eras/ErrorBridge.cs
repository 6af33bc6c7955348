using System.Globalization;
using Gateway.Core.Protocol;

namespace Gateway.Core.Eras;

/// <summary>Error codes that mean the same thing by another number in the other era.</summary>
internal static class ErrorBridge
{
    /// <summary>The place of an error's code and the code to write there; null when it stays as it is.</summary>
    /// <param name="frame">An error answer.</param>
    /// <param name="method">What it answers.</param>
    /// <param name="crossing">The way its request took.</param>
    public static (Slice Target, byte[] Code)? Translate(Frame frame, string method, Crossing crossing)
    {
        var error = frame.Raw(frame.Envelope.Error);
        var place = JsonMembers.Find(error, "code"u8);
        if (!place.IsPresent || !int.TryParse(place.Of(error), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var code)) return null;
        var translated = (crossing, code) switch
        {
            (Crossing.ToLegacy, ErrorCodes.ResourceNotFound) => ErrorCodes.InvalidParams,
            // Only "not found" names the resource it did not find.
            (Crossing.ToModern, ErrorCodes.InvalidParams) when method == Methods.ResourcesRead && JsonMembers.Has(JsonMembers.Raw(error, "data"u8), "uri"u8) => ErrorCodes.ResourceNotFound,
            _ => code,
        };
        if (translated == code) return null;
        return (new(frame.Envelope.Error.Start + place.Start, place.Length), System.Text.Encoding.ASCII.GetBytes(translated.ToString(CultureInfo.InvariantCulture)));
    }
}
