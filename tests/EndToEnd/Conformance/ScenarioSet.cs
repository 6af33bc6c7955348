namespace EndToEnd.Conformance;

/// <summary>Scenarios that one release of the suite runs against a server.</summary>
/// <remarks>
/// Every one is named here: a scenario that a release leaves out, or has new, fails its set. Not applicable, since they are extensions that the
/// gateway does not claim: SEP-2663's tasks, and SEP-2640's skills.
/// </remarks>
/// <param name="name">The release, and the revision.</param>
/// <param name="package">The release's folder.</param>
/// <param name="options">What makes the suite run exactly these.</param>
/// <param name="scenarios">Their names.</param>
internal sealed class ScenarioSet(string name, string package, string[] options, string[] scenarios)
{
    private static readonly string[] OfEveryRevision =
    [
        "completion-complete", "tools-list", "tools-call-simple-text", "tools-call-image", "tools-call-audio", "tools-call-embedded-resource",
        "tools-call-mixed-content", "tools-call-error", "tools-call-with-progress", "json-schema-2020-12", "server-sse-multiple-streams",
        "resources-list", "resources-read-text", "resources-read-binary", "resources-templates-read", "prompts-list", "prompts-get-simple",
        "prompts-get-with-args", "prompts-get-embedded-resource", "prompts-get-with-image", "dns-rebinding-protection",
    ];

    private static readonly string[] OfLegacy =
    [
        "server-initialize", "logging-set-level", "ping", "tools-call-with-logging", "tools-call-sampling", "tools-call-elicitation",
        "elicitation-sep1034-defaults", "server-sse-polling", "elicitation-sep1330-enums", "resources-subscribe", "resources-unsubscribe",
    ];

    private static readonly string[] OfModern =
    [
        "server-stateless", "sep-2164-resource-not-found", "caching", "http-header-validation", "http-custom-header-server-validation",
        "input-required-result-basic-elicitation", "input-required-result-basic-sampling", "input-required-result-basic-list-roots",
        "input-required-result-request-state", "input-required-result-multiple-input-requests", "input-required-result-multi-round",
        "input-required-result-missing-input-response", "input-required-result-non-tool-request", "input-required-result-result-type",
        "input-required-result-unsupported-methods", "input-required-result-tampered-state", "input-required-result-capability-check",
        "input-required-result-ignore-extra-params", "input-required-result-validate-input",
    ];

    public static ScenarioSet[] All { get; } =
    [
        new("0.1.16", "conformance-0.1", ["--suite", "all"], [.. OfEveryRevision, .. OfLegacy]),
        new("0.2.0 2025-11-25", "@modelcontextprotocol/conformance", ["--requirements", "2025-11-25"], [.. OfEveryRevision, .. OfLegacy, "server-session-lifecycle"]),
        new("0.2.0 2026-07-28", "@modelcontextprotocol/conformance", ["--requirements", "2026-07-28"], [.. OfEveryRevision, .. OfModern]),
    ];

    public string Name => name;

    public string Package => package;

    public string[] Options => options;

    public string[] Scenarios => scenarios;

    public static ScenarioSet Of(string name) => All.Single(set => set.Name == name);
}
