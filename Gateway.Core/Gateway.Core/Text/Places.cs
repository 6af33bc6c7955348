using Gateway.Core.Protocol;

namespace Gateway.Core.Text;

/// <summary>The map of MCP messages: which strings are text, which are identities, and which are never touched.</summary>
/// <remarks>Source: the schema of the MCP specification, revisions 2024-11-05 to 2026-07-28. Whatever is not named here is text.</remarks>
internal static class Places
{
    public static readonly Place Text = new(PlaceKind.Text);
    private static readonly Place Opaque = new(PlaceKind.Opaque) { Names = PlaceKind.Opaque };
    private static readonly Place OpaqueDeep = new(PlaceKind.Opaque) { Names = PlaceKind.Opaque, IsDeep = true };

    // One word or a list of them; members of an object there are text.
    private static readonly Place Words = new(PlaceKind.Opaque) { Others = Text, IsDeep = true };

    private static readonly Place Number = new(PlaceKind.Number);
    private static readonly Place Identity = new(PlaceKind.Identity);

    private static readonly Place Meta = new Place(PlaceKind.Text) { Others = Text }
        .With("progressToken traceparent tracestate baggage io.modelcontextprotocol/subscriptionId io.modelcontextprotocol/protocolVersion", Opaque)
        .With("io.modelcontextprotocol/related-task", new Place(PlaceKind.Text) { Others = Text }.With("taskId", Opaque));

    private static readonly Place Icon = new Place(PlaceKind.Text) { Others = Text }
        .With("src", new Place(PlaceKind.IconSource)).With("mimeType theme", Opaque).With("sizes", Words);

    private static readonly Place Annotations = new Place(PlaceKind.Text) { Others = Text }.With("lastModified", Opaque).With("priority", Number).With("audience", Words);

    private static readonly Place Resource = new Place(PlaceKind.Text) { Others = Text }
        .With("text", Text).With("uri", Identity).With("mimeType", Opaque).With("blob", new Place(PlaceKind.Blob)).With("_meta", Meta);

    private static readonly Place Content = ContentBlock();
    private static readonly Place Schema = JsonSchema();

    /// <summary>One entry of <c>tools</c> in a listing.</summary>
    public static readonly Place Tool = new Place(PlaceKind.Text) { Others = Text }
        .With("name", Identity).With("title description annotations", Text).With("inputSchema outputSchema", Schema).With("execution", new Place(PlaceKind.Text) { Others = Text }.With("taskSupport", Opaque))
        .With("icons", Icon).With("_meta", Meta);

    /// <summary>One entry of <c>prompts</c> in a listing.</summary>
    public static readonly Place Prompt = Entry("name").With("arguments", new Place(PlaceKind.Text) { Others = Text }.With("name", Identity));

    /// <summary>One entry of <c>resources</c> in a listing.</summary>
    public static readonly Place ListedResource = Entry("uri name");

    /// <summary>One entry of <c>resourceTemplates</c> in a listing.</summary>
    public static readonly Place ResourceTemplate = Entry("uriTemplate name");

    private static readonly Place ProgressParams = new Place(PlaceKind.Text) { Others = Text }.With("message", Text).With("progressToken", Opaque).With("progress total", Number).With("_meta", Meta);

    private static readonly Place LogParams = new Place(PlaceKind.Text) { Others = Text }.With("data logger", Text).With("level", Opaque).With("_meta", Meta);

    private static readonly Place SamplingParams = new Place(PlaceKind.Text) { Others = Text }
        .With("messages", new Place(PlaceKind.Text) { Others = Text }.With("role", Opaque).With("content", Content).With("_meta", Meta))
        .With("maxTokens", Number).With("includeContext", Opaque).With("toolChoice", new Place(PlaceKind.Text) { Others = Text }.With("mode", Opaque)).With("tools", Tool).With("_meta", Meta);

    private static readonly Place ElicitationParams = new Place(PlaceKind.Text) { Others = Text }
        .With("mode elicitationId", Opaque).With("url", Identity).With("requestedSchema", Schema).With("_meta", Meta);

    // A request of a server inside of a result (2026-07-28): sampling, elicitation or roots, which have no member in common.
    private static readonly Place InputRequest = new Place(PlaceKind.Text) { Others = Text }.With("method", Opaque).With("params", new Place(PlaceKind.Text) { Others = Text }
        .With("messages", new Place(PlaceKind.Text) { Others = Text }.With("role", Opaque).With("content", Content).With("_meta", Meta))
        .With("maxTokens", Number).With("includeContext mode elicitationId", Opaque).With("toolChoice", new Place(PlaceKind.Text) { Others = Text }.With("mode", Opaque)).With("tools", Tool)
        .With("url", Identity).With("requestedSchema", Schema).With("_meta", Meta));

    // Its "content" is a form that the user filled in, or a model's message: a field of a form may have any name.
    private static readonly Place InputResponse = new Place(PlaceKind.Text) { Others = Text }
        .With("action role stopReason", Opaque).With("content", new Place(PlaceKind.Text) { Others = Text }.With("data", new Place(PlaceKind.MediaData)))
        .With("roots", Listed("uri")).With("_meta", Meta);

    private static readonly Place CallParams = new Place(PlaceKind.Text) { Others = Text }
        .With("arguments", Text).With("name uri", Identity).With("_meta", Meta).With("requestState taskId cursor requestId elicitationId", Opaque)
        .With("inputResponses", new Place(PlaceKind.Text) { Names = PlaceKind.Opaque, Others = InputResponse })
        .With("ref", new Place(PlaceKind.Text) { Others = Text }.With("type", Opaque).With("name uri", Identity))
        .With("task", new Place(PlaceKind.Text) { Others = Text }.With("taskId", Opaque).With("ttl", Number))
        .With("notifications", new Place(PlaceKind.Text) { Others = Text }.With("resourceSubscriptions", Identity));

    /// <summary>One entry of <c>tasks</c> in a listing.</summary>
    public static readonly Place TaskState = new Place(PlaceKind.Text) { Others = Text }
        .With("taskId status createdAt lastUpdatedAt", Opaque).With("ttl pollInterval", Number);

    // What the user typed into a form: no member of it has a meaning of its own.
    private static readonly Place ElicitationResult = new Place(PlaceKind.Text) { Others = Text }.With("action", Opaque).With("_meta", Meta);

    private static readonly Place Result = new Place(PlaceKind.Text) { Others = Text }
        .With("content", Content).With("structuredContent", Text).With("contents", Resource).With("_meta", Meta)
        .With("messages", new Place(PlaceKind.Text) { Others = Text }.With("role", Opaque).With("content", Content))
        .With("resultType requestState nextCursor taskId protocolVersion createdAt lastUpdatedAt cacheScope role stopReason action", Opaque)
        .With("isError ttl ttlMs pollInterval", Number)
        .With("roots", Listed("uri"))
        .With("inputRequests", new Place(PlaceKind.Text) { Names = PlaceKind.Opaque, Others = InputRequest })
        .With("resources", Listed("uri name")).With("resourceTemplates", Listed("uriTemplate name"))
        .With("prompts", Listed("name").With("arguments", new Place(PlaceKind.Text) { Others = Text }.With("name", Identity)))
        .With("completion", new Place(PlaceKind.Text) { Others = Text }.With("total", Number))
        .With("task tasks", TaskState);

    private static readonly Place Error = new Place(PlaceKind.Text) { Others = Text }.With("message data", Text).With("code", Number);

    /// <summary>The map of a whole message for what stands beside the payload.</summary>
    public static readonly Place Extras = new Place(PlaceKind.Text) { Others = Text }.With("jsonrpc id method params result error", OpaqueDeep);

    /// <summary>The same for a message whose method the gateway does not know: a secret may be its name.</summary>
    public static readonly Place ExtrasAndMethod = new Place(PlaceKind.Text) { Others = Text }.With("jsonrpc id params result error", OpaqueDeep).With("method", Identity);

    /// <summary>The map of a message's payload.</summary>
    public static Place Of(FrameKind kind, string method) => kind switch
    {
        FrameKind.Result => method == Methods.ElicitationCreate ? ElicitationResult : Result,
        FrameKind.Error => Error,
        _ => method switch
        {
            Methods.Progress => ProgressParams,
            Methods.LogMessage => LogParams,
            Methods.SamplingCreateMessage => SamplingParams,
            Methods.ElicitationCreate => ElicitationParams,
            _ => CallParams,
        },
    };

    private static Place Listed(string identities) => Entry(identities, isListed: true);

    // Alone, a finding in its identity refuses it; in its list, it takes it out of that.
    private static Place Entry(string identities, bool isListed = false) => new Place(PlaceKind.Text) { Others = Text, IsListed = isListed }
        .With(identities, Identity).With("mimeType", Opaque).With("size", Number).With("annotations", Annotations).With("icons", Icon).With("_meta", Meta);

    private static Place ContentBlock()
    {
        var block = new Place(PlaceKind.Text) { Others = Text, IsContentBlock = true };
        return block
            .With("text title description", Text).With("type mimeType", Opaque).With("size", Number).With("data", new Place(PlaceKind.MediaData)).With("uri name", Identity)
            .With("resource", Resource).With("annotations", Annotations).With("icons", Icon).With("_meta", Meta)
            .With("content", block).With("toolUseId id", Opaque);
    }

    private static Place JsonSchema()
    {
        var schema = new Place(PlaceKind.Text);
        var named = new Place(PlaceKind.Text) { Names = PlaceKind.Identity, Others = schema };
        return schema
            .With("properties patternProperties $defs definitions dependentSchemas", named).With("required", Identity)
            .With("dependentRequired", new Place(PlaceKind.Text) { Names = PlaceKind.Identity, Others = Identity })
            .With("default examples const enum", Text) // values, not schemas: a member "type" in them is anything
            .With("type", Words)
            .With("$ref $id $schema $anchor $dynamicRef $dynamicAnchor", Opaque)
            .With("minLength maxLength minItems maxItems minimum maximum", Number)
            .With("exclusiveMinimum exclusiveMaximum multipleOf minProperties maxProperties minContains maxContains", Number);
    }
}
