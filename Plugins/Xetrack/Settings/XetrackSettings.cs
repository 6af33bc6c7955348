namespace Gateway.Plugins.Xetrack.Settings;

/// <summary>The options, completed from the environment and checked.</summary>
internal sealed record XetrackSettings
{
    private const string SkipInsert = "SKIP_INSERT"; // xetrack's own word for no database
    private const int LeastColumns = 60;
    private const int MostColumns = 1_900; // SQLite ends at 2,000

    public required string? DbPath { get; init; }

    public required string? LogsPath { get; init; }

    public required LogName LogName { get; init; }

    public required string Delimiter { get; init; }

    public required bool LogsToStderr { get; init; }

    public required string? JsonlPath { get; init; }

    public required bool FlattensArguments { get; init; }

    public required bool FlattensResponse { get; init; }

    public required int MaxColumns { get; init; }

    public bool WritesNothing => DbPath is null && LogsPath is null && JsonlPath is null && !LogsToStderr;

    /// <exception cref="PluginOptionsException">An option or a variable cannot be used.</exception>
    public static XetrackSettings From(XetrackOptions options, string baseFolder, Func<string, string?> environment)
    {
        if (options.MaxColumns is < LeastColumns or > MostColumns) throw new PluginOptionsException($"max_columns: must be {LeastColumns} to {MostColumns}");
        var database = Path(options.DbPath, "XETRACK_DB_PATH", baseFolder, environment, SkipInsert, ":memory:");
        return new()
        {
            DbPath = database,
            LogsPath = Path(options.LogsPath, "XETRACK_LOGS_PATH", baseFolder, environment),
            LogName = LogName.Parse(options.LogFormat ?? NonEmpty(environment("XETRACK_LOG_FORMAT")) ?? LogName.Default),
            Delimiter = Delimiters.Checked(NonEmpty(environment("LOGS_DELIMITER")) ?? Delimiters.Default),
            LogsToStderr = options.LogsStdout ?? IsTrue(environment("XETRACK_LOGS_STDOUT"), false),
            JsonlPath = Path(options.JsonlPath, "XETRACK_JSONL_PATH", baseFolder, environment),
            // Lasso's README names these two without the prefix that its code reads.
            FlattensArguments = options.FlattenArguments ?? IsTrue(NonEmpty(environment("XETRACK_FLATTEN_ARGUMENTS")) ?? environment("FLATTEN_ARGUMENTS"), true),
            FlattensResponse = options.FlattenResponse ?? IsTrue(NonEmpty(environment("XETRACK_FLATTEN_RESPONSE")) ?? environment("FLATTEN_RESPONSE"), true),
            MaxColumns = options.MaxColumns,
        };
    }

    // An option starts from the configuration's folder, a variable from where the gateway was started, as in Lasso's.
    private static string? Path(string? option, string variable, string baseFolder, Func<string, string?> environment, params string[] none)
    {
        var (text, start) = option is null ? (NonEmpty(environment(variable)), "") : (NonEmpty(option), baseFolder);
        if (text is null || none.Contains(text)) return null;
        return System.IO.Path.GetFullPath(text, System.IO.Path.GetFullPath(start.Length > 0 ? start : "."));
    }

    private static string? NonEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private static bool IsTrue(string? text, bool otherwise) =>
        NonEmpty(text) is not { } said ? otherwise : said.Trim() is "1" || string.Equals(said.Trim(), "true", StringComparison.OrdinalIgnoreCase);
}
