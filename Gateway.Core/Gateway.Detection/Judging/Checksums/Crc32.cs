namespace Gateway.Detection.Judging.Checksums;

/// <summary>The CRC-32 of IEEE 802.3, as in zip; for the forty characters of a token, so bit by bit.</summary>
internal static class Crc32
{
    public static uint Of(ReadOnlySpan<char> ascii)
    {
        var crc = uint.MaxValue;
        foreach (var character in ascii)
        {
            crc ^= (byte)character;
            for (var bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ ((crc & 1) == 0 ? 0 : 0xEDB88320);
        }

        return ~crc;
    }
}
