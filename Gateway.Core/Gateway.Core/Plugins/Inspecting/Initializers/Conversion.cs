using System.Reflection.Metadata;

namespace Gateway.Core.Plugins.Inspecting.Initializers;

/// <summary>Conversions between the numbers of the evaluation stack.</summary>
internal static class Conversion
{
    public static object Of(ILOpCode instruction, object? value) => unchecked((instruction, value) switch
    {
        (ILOpCode.Conv_i1, int number) => (int)(sbyte)number,
        (ILOpCode.Conv_u1, int number) => (int)(byte)number,
        (ILOpCode.Conv_i2, int number) => (int)(short)number,
        (ILOpCode.Conv_u2, int number) => (int)(ushort)number,
        (ILOpCode.Conv_i4 or ILOpCode.Conv_u4, int number) => number,
        (ILOpCode.Conv_i8, int number) => (long)number,
        (ILOpCode.Conv_u8, int number) => (long)(uint)number,
        (ILOpCode.Conv_i8 or ILOpCode.Conv_u8, long number) => number,
        (ILOpCode.Conv_r4, int number) => (float)number,
        (ILOpCode.Conv_r8, int number) => (double)number,
        (ILOpCode.Conv_r8, long number) => (double)number,
        (ILOpCode.Conv_r8, float number) => (double)number,
        (ILOpCode.Conv_r4, double number) => (float)number,
        (ILOpCode.Conv_r8, double number) => number,
        _ => (object)Computed.Value,
    });
}
