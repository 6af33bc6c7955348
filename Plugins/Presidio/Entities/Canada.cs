using Gateway.Plugins.Presidio.Checks;
using Gateway.Plugins.Presidio.Context;
using Gateway.Plugins.Presidio.Scanning;
using static Gateway.Plugins.Presidio.Scanning.PiiExample;

namespace Gateway.Plugins.Presidio.Entities;

/// <summary>Documents of Canada.</summary>
internal static class Canada
{
    public static IEnumerable<Recogniser> All =>
    [
        new()
        {
            Entity = "CA_SIN",
            Shapes = ["999999999", "999-999-999"],
            Check = static d => d[0] is not ('0' or '8') && Digits.IsLuhn(d) && !Digits.AreAllEqual(d),
            Score = 0.55,
            ContextScore = 0.95,
            Context = Topic.Identity | Topic.SocialSecurity,
            Against = Topic.Serial,
            Examples = () => [Is("130 692 544"), Is("130692544", "SIN "), Is("731-530-150"), Not("130692545"), Not("111 111 111"), Not("order 130692544")],
        },
    ];
}
