using System.Buffers;

namespace Gateway.Detection.Judging;

/// <summary>Sets of characters that judges ask for.</summary>
internal static class Characters
{
    public static readonly SearchValues<char> Letters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
    public static readonly SearchValues<char> Hexadecimal = SearchValues.Create("0123456789abcdefABCDEF");
    public static readonly SearchValues<char> Base32 = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567");
    public static readonly SearchValues<char> OfNumbers = SearchValues.Create("0123456789.,-:+/ eExT_Z");
    public static readonly SearchValues<char> OfTypeNames = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_.");
    public static readonly SearchValues<char> OfReferences = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.- :/$");
    public static readonly SearchValues<char> OfAssignments = SearchValues.Create(":=0123456789");
    public static readonly SearchValues<char> OfCode = SearchValues.Create("()[]{};");
    public static readonly SearchValues<char> OfNoToken = SearchValues.Create(" \t\n()[]{}<>");
    public static readonly SearchValues<char> Separators = SearchValues.Create("-_./");

    // Signs that neither names nor sentences have.
    public static readonly SearchValues<char> OfPasswords = SearchValues.Create("!@#$^*+=?~|%&");
    public static readonly SearchValues<char> Spaces = SearchValues.Create(" \t\r\n");
}
