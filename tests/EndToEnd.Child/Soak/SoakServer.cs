namespace EndToEnd.Child.Soak;

/// <summary>The server of the soak over stdio: quick, and without memory of what it was sent.</summary>
internal static class SoakServer
{
    public static int Run(SoakAnswers answers)
    {
        using var input = Console.OpenStandardInput();
        using var output = new BufferedStream(Console.OpenStandardOutput(), 64 * 1024);
        var buffer = new byte[64 * 1024];
        var end = 0;
        while (true)
        {
            if (end == buffer.Length) Array.Resize(ref buffer, buffer.Length * 2);
            var read = input.Read(buffer, end, buffer.Length - end);
            if (read == 0) return 0;
            end += read;
            var start = 0;
            for (int length; (length = buffer.AsSpan(start, end - start).IndexOf((byte)'\n')) >= 0; start += length + 1)
            {
                foreach (var message in answers.To(buffer.AsMemory(start, length)))
                {
                    output.Write(message);
                    output.WriteByte((byte)'\n');
                }
            }

            output.Flush();
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            end -= start;
        }
    }
}
