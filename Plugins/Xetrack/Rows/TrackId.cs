using System.Globalization;
using System.Security.Cryptography;

namespace Gateway.Plugins.Xetrack.Rows;

/// <summary>Names one run of the gateway as xetrack names its runs: <c>calm-otter-0412</c>.</summary>
internal static class TrackId
{
    private static readonly string[] Qualities =
    [
        "amber", "brisk", "calm", "clever", "crisp", "dapper", "eager", "fair", "gentle", "happy", "icy", "jolly", "keen", "lively", "lucky", "merry",
        "misty", "neat", "noble", "patient", "plucky", "proud", "quick", "quiet", "rosy", "shiny", "silent", "sunny", "swift", "tidy", "warm", "witty",
    ];

    private static readonly string[] Animals =
    [
        "badger", "beaver", "bison", "crane", "dolphin", "eagle", "falcon", "ferret", "finch", "fox", "gecko", "hare", "heron", "ibex", "jay", "koala",
        "lark", "lynx", "marten", "mole", "newt", "otter", "owl", "panda", "puffin", "raven", "robin", "seal", "swan", "tapir", "wombat", "wren",
    ];

    public static string Create() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Qualities[RandomNumberGenerator.GetInt32(Qualities.Length)]}-{Animals[RandomNumberGenerator.GetInt32(Animals.Length)]}-{RandomNumberGenerator.GetInt32(10_000):0000}");
}
