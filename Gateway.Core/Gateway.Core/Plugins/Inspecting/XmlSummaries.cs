using System.Text;
using System.Xml;

namespace Gateway.Core.Plugins.Inspecting;

/// <summary>The summaries of properties in the documentation file that a compiler writes beside a DLL.</summary>
internal sealed class XmlSummaries
{
    private const long LargestFile = 16 * 1024 * 1024;
    private const int Deepest = 64;

    // No document type, and with it no entities: neither files nor a billion laughs.
    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, MaxCharactersInDocument = LargestFile };

    private readonly Dictionary<string, string> _summaries = new(StringComparer.Ordinal);

    /// <summary>None when there is no such file, or it is damaged.</summary>
    public static XmlSummaries Beside(string assemblyPath)
    {
        var summaries = new XmlSummaries();
        var path = Path.ChangeExtension(assemblyPath, ".xml");
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: <= LargestFile }) summaries.Read(path);
        }
        catch (Exception exception) when (exception is XmlException or IOException or UnauthorizedAccessException)
        {
            // What was read so far is as good as it was.
        }

        return summaries;
    }

    /// <summary>Empty when there is none.</summary>
    public string Of(string typeName, string property) => _summaries.GetValueOrDefault($"P:{typeName.Replace('+', '.')}.{property}", "");

    private void Read(string path)
    {
        using var reader = XmlReader.Create(path, Settings);
        string? member = null;
        while (reader.Read())
        {
            if (reader.Depth > Deepest) return; // the reader keeps every element that is open
            if (reader.NodeType is not XmlNodeType.Element) continue;
            if (reader.Name == "member") member = reader.GetAttribute("name");
            else if (reader.Name == "summary" && member is not null) _summaries[member] = Text(reader);
        }
    }

    private static string Text(XmlReader reader)
    {
        var text = new StringBuilder();
        if (reader.IsEmptyElement) return "";
        var end = reader.Depth;
        while (reader.Read() && reader.Depth > end && reader.Depth <= Deepest)
        {
            if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace) text.Append(reader.Value);
            else if (reader.NodeType is XmlNodeType.Element && (reader.GetAttribute("cref") ?? reader.GetAttribute("langword") ?? reader.GetAttribute("name")) is { } named) text.Append(named[(named.LastIndexOfAny(['.', ':']) + 1)..]);
        }

        return string.Join(' ', text.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }
}
