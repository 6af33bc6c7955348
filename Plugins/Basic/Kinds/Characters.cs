namespace Gateway.Plugins.Basic.Kinds;

/// <summary>Pieces that several patterns share.</summary>
internal static class Characters
{
    public const string Lower = "abcdefghijklmnopqrstuvwxyz";
    public const string Digits = "0123456789";
    public const string Alphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZ" + Lower + Digits;
    public const string Base64Url = Alphanumeric + "_-";

    /// <summary>Where a word starts: after no letter or digit, unless these end an escape sequence, as in <c>\nAKIA…</c>, <c>%3DAKIA…</c> or a terminal's colour.</summary>
    public const string WordStart = @"(?:\A|[^A-Za-z0-9]|\\[bfnrtv]|\\u[0-9A-Fa-f]{4}|\\x[0-9A-Fa-f]{2}|%[0-9A-Fa-f]{2}|\x1B\[[0-9;]{0,10}m)";
}
