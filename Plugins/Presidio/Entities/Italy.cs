using Gateway.Plugins.Presidio.Checks;
using Gateway.Plugins.Presidio.Context;
using Gateway.Plugins.Presidio.Scanning;
using static Gateway.Plugins.Presidio.Scanning.PiiExample;

namespace Gateway.Plugins.Presidio.Entities;

/// <summary>Documents of Italy.</summary>
internal static class Italy
{
    public static IEnumerable<Recogniser> All =>
    [
        new()
        {
            Entity = "IT_FISCAL_CODE",
            Shapes = ["AAAAAAXXAXXAXXXA"],
            Check = IsFiscal,
            Score = 0.9,
            ContextScore = 1,
            Context = Topic.Tax,
            Examples = () => [Is("RSSMRA85T10A562S"), Is("MRTMTT91D08F205J", "codice fiscale "), Not("RSSMRA85T10A562A"), Not("RSSMRA85T10A562")],
        },
        new()
        {
            Entity = "IT_VAT_CODE",
            Shapes = ["99999999999"],
            Check = static d => Digits.IsLuhn(d) && !Digits.AreAllEqual(d),
            Score = 0.55,
            ContextScore = 0.95,
            Context = Topic.Tax,
            Against = Topic.Serial,
            Examples = () => [Is("01333550323"), Is("01333550323", "partita IVA: "), Not("01333550324"), Not("00000000000"), Not("order 01333550323")],
        },
        new()
        {
            Entity = "IT_DRIVER_LICENSE",
            Shapes = ["AA9999999A", "A9XXXXXXXA"],
            Check = static id => Characters.IsLetter(id[1]) || (id[..2] is "U1" && id[2..9].ContainsAnyInRange('0', '9')),
            Score = 0.2,
            ContextScore = 0.7,
            Context = Topic.Driver,
            Examples = () => [Is("AA0123456B", "license "), Is("U1H00B000C", "patente di guida, driver "), Not("AA0123456B"), Not("license U2H00B000C")],
        },
        new()
        {
            Entity = "IT_PASSPORT",
            Shapes = ["AA9999999"],
            Score = 0.1,
            ContextScore = 0.7,
            Context = Topic.Passport,
            Examples = () => [Is("AA1234567", "passport "), Not("AA1234567")],
        },
        new()
        {
            Entity = "IT_IDENTITY_CARD",
            Shapes = ["AA9999999", "AA99999AA", "9999999AA"],
            Score = 0.1,
            ContextScore = 0.65,
            Context = Topic.Identity,
            Examples = () => [Is("AA12345AA", "identity card "), Is("1234567AA", "identity "), Not("AA12345AA")],
        },
    ];


    private static ReadOnlySpan<byte> Odd => [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];

    // Where two people would have the same code, digits are written as these letters.
    private static bool IsFiscal(ReadOnlySpan<char> code)
    {
        const string AsDigits = "LMNPQRSTUV";
        foreach (var at in (ReadOnlySpan<byte>)[6, 7, 9, 10, 12, 13, 14])
        {
            if (!Characters.IsDigit(code[at]) && !AsDigits.Contains(code[at])) return false;
        }

        if (!"ABCDEHLMPRST".Contains(code[8])) return false;
        var sum = 0;
        for (var i = 0; i < 15; i++)
        {
            var value = Characters.IsDigit(code[i]) ? Digits.Value(code[i]) : code[i] - 'A';
            sum += (i & 1) == 0 ? Odd[value] : value;
        }

        return code[15] == 'A' + (sum % 26);
    }
}
