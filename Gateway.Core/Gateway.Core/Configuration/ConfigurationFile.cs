using Unicode = System.Text.Unicode.Utf8;

using Gateway.Core.Protocol;

namespace Gateway.Core.Configuration;

/// <summary>A configuration file in memory, read once.</summary>
internal sealed class ConfigurationFile
{
    private ConfigurationFile(string path, ReadOnlyMemory<byte> utf8)
    {
        Path = path;
        Folder = System.IO.Path.GetDirectoryName(path) ?? path;
        Utf8 = utf8;
    }

    /// <summary>Its full path.</summary>
    public string Path { get; }

    public string Folder { get; private init; }

    /// <summary>Its text without the byte order mark.</summary>
    public ReadOnlyMemory<byte> Utf8 { get; }

    /// <summary>Reads a file's bytes; relative paths start from the gateway's folder.</summary>
    public static ConfigurationFile Read(string path, ConfigurationEnvironment environment)
    {
        if (string.IsNullOrWhiteSpace(path) || path.Contains('\0')) throw new ConfigurationException("The path of a configuration file is empty or has a NUL character.");
        var fullPath = System.IO.Path.GetFullPath(environment.ExpandHome(path), environment.WorkingFolder);
        var bytes = ReadBytes(fullPath).AsMemory();
        if (bytes.Span.StartsWith("\uFEFF"u8)) bytes = bytes[3..];
        var file = new ConfigurationFile(fullPath, bytes);
        if (bytes.Span.IndexOfAnyExcept(" \t\r\n"u8) < 0) throw new ConfigurationException($"{file.Shown}: the file is empty; the least is {{}}.");
        if (!Unicode.IsValid(bytes.Span)) throw new ConfigurationException($"{file.Shown}: the file is not UTF-8 text; save it as UTF-8.");
        return file;
    }

    /// <summary>A text that stands in no file, under a name for its errors.</summary>
    public static ConfigurationFile Of(string name, byte[] utf8, string folder) => new(name, utf8) { Folder = folder };

    public TextPosition PositionOf(int offset) => TextPosition.Of(Utf8.Span, offset);

    /// <summary>"/home/me/mcp.json, line 3, column 7"</summary>
    public string Place(int offset)
    {
        var position = PositionOf(offset);
        return $"{Shown}, line {position.Line}, column {position.Column}";
    }

    public string Shown => Printable.Line(Path);

    private static byte[] ReadBytes(string path)
    {
        var shown = Printable.Line(path);
        if (Directory.Exists(path)) throw new ConfigurationException($"{shown} is a folder; give the configuration file in it.");
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ConfigurationException($"The configuration file {shown} does not exist.");
        }
        catch (UnauthorizedAccessException)
        {
            throw new ConfigurationException($"The configuration file {shown} cannot be read: permission denied.");
        }
        catch (IOException exception)
        {
            throw new ConfigurationException($"The configuration file {shown} cannot be read: {Printable.Line(exception.Message)}");
        }
    }
}
