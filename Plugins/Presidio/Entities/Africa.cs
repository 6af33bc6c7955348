using Gateway.Plugins.Presidio.Checks;
using Gateway.Plugins.Presidio.Context;
using Gateway.Plugins.Presidio.Scanning;
using static Gateway.Plugins.Presidio.Scanning.PiiExample;

namespace Gateway.Plugins.Presidio.Entities;

/// <summary>Documents of Nigeria and South Africa.</summary>
internal static class Africa
{
    public static IEnumerable<Recogniser> All =>
    [
        new()
        {
            Entity = "NG_NIN",
            Shapes = ["99999999999"],
            Score = 0.1,
            ContextScore = 0.7,
            Context = Topic.Identity,
            Examples = () => [Is("12345678901", "NIN "), Not("12345678901")],
        },
        new()
        {
            Entity = "NG_VEHICLE_REGISTRATION",
            Shapes = ["AAA-999AA"],
            UpperCase = true,
            Score = 0.5,
            ContextScore = 0.85,
            Context = Topic.Vehicle,
            Examples = () => [Is("APP-456CV"), Is("KJA 999PZ", "plate "), Not("AB-12CD"), Not("app-456cv")],
        },
        new()
        {
            Entity = "ZA_ID_NUMBER",
            Shapes = ["9999999999999", "999999-9999-999", "999999-9999-99-9"],
            Check = static d => Digits.IsDay(Digits.Two(d, 2), Digits.Two(d, 4)) && d[10] is '0' or '1' && Digits.IsLuhn(d),
            Score = 0.7,
            ContextScore = 1,
            Context = Topic.Identity,
            Against = Topic.Serial,
            Examples = () => [Is("8001015009087"), Is("800101 5009 087", "ID "), Not("8001015009088"), Not("8013015009087")],
        },
    ];
}
