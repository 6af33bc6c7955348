using System.ComponentModel;

namespace Gateway.Plugins.Xetrack;

/// <summary>The options of <c>xetrack</c>. What is not set is read from xetrack's own environment variables.</summary>
public sealed class XetrackOptions
{
    /// <summary>xetrack's <c>db</c>.</summary>
    [Description("the SQLite file, relative to the configuration's folder; without one nothing is stored [XETRACK_DB_PATH]")]
    public string? DbPath { get; init; }

    /// <summary>xetrack's <c>logs_path</c>.</summary>
    [Description("the folder for xetrack's log files; without one there are none [XETRACK_LOGS_PATH]")]
    public string? LogsPath { get; init; }

    /// <summary>xetrack's <c>logs_file_format</c>.</summary>
    [Description("the name of a log file, as loguru writes it: {time:YYYY-MM-DD}.log [XETRACK_LOG_FORMAT]")]
    public string? LogFormat { get; init; }

    /// <summary>xetrack's <c>logs_stdout</c>; stdout is MCP's here.</summary>
    [Description("log lines also to the gateway's stderr; its stdout belongs to MCP [XETRACK_LOGS_STDOUT]")]
    public bool? LogsStdout { get; init; }

    /// <summary>xetrack's <c>jsonl</c>.</summary>
    [Description("a file for one line of JSON a row; without one there is none [XETRACK_JSONL_PATH]")]
    public string? JsonlPath { get; init; }

    /// <summary>Lasso's switch.</summary>
    [Description("a column for each argument; else all of them as JSON in the column arguments [XETRACK_FLATTEN_ARGUMENTS, FLATTEN_ARGUMENTS]")]
    public bool? FlattenArguments { get; init; }

    /// <summary>Lasso's switch.</summary>
    [Description("a row for each content block; else all of them in the column content [XETRACK_FLATTEN_RESPONSE, FLATTEN_RESPONSE]")]
    public bool? FlattenResponse { get; init; }

    /// <summary>Where flattening ends.</summary>
    [Description("the most columns the table may get; what finds no column goes as JSON to arguments and response")]
    public int MaxColumns { get; init; } = 200;
}
