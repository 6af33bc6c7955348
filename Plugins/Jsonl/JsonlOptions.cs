using System.ComponentModel;

namespace Gateway.Plugins.Jsonl;

/// <summary>The options of <c>jsonl</c>.</summary>
public sealed class JsonlOptions
{
    /// <summary>The file.</summary>
    [Description("the file to append to, relative to the configuration's folder; empty for logs/calls.jsonl in the gateway's home")]
    public string Path { get; init; } = "";

    /// <summary>No file.</summary>
    [Description("write to the gateway's stderr instead of a file")]
    public bool Stderr { get; init; }

    /// <summary>When a file is full.</summary>
    [Description("a file that would grow beyond this many bytes is put aside first")]
    public long MaxBytes { get; init; } = 50_000_000;

    /// <summary>How many are kept.</summary>
    [Description("how many files are kept, the one being written included")]
    public int Files { get; init; } = 5;

    /// <summary>Whether lines have what was said.</summary>
    [Description("also arguments and results, masked; without them a line tells only what was called, when and how it ended")]
    public bool Payloads { get; init; } = true;
}
