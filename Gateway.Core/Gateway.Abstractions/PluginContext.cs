using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gateway;

/// <summary>What the gateway gives to a plugin's constructor; import it with <c>[ImportingConstructor]</c>.</summary>
public sealed class PluginContext
{
    private static readonly JsonSerializerOptions Strict = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        PropertyNameCaseInsensitive = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        AllowDuplicateProperties = false,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>The name that the plugin was enabled under.</summary>
    public required string Name { get; init; }

    /// <summary>The plugin's <c>options</c> as they stand in the configuration; undefined when there are none.</summary>
    public JsonElement Options { get; init; }

    /// <summary>The folder that relative paths in <see cref="Options"/> start from: that of the configuration file.</summary>
    public string BaseFolder { get; init; } = "";

    /// <summary>The gateway's clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    internal Action<string> Logger { get; init; } = static _ => { };

    /// <summary>Binds <see cref="Options"/> strictly: <c>custom_token_regexes</c> sets <c>CustomTokenRegexes</c>, an unknown key is an error.</summary>
    /// <typeparam name="T">A class whose property initialisers are the defaults.</typeparam>
    /// <exception cref="PluginOptionsException">A key is unknown or a value has the wrong form; the message names it.</exception>
    public T GetOptions<T>()
        where T : class, new()
    {
        if (Options.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null) return new T();
        if (Options.ValueKind is not JsonValueKind.Object) throw new PluginOptionsException($"the options must be an object, not {OptionsFault.NameOf(Options.ValueKind)}");
        try
        {
            return Options.Deserialize<T>(Strict) ?? new T();
        }
        catch (JsonException exception)
        {
            throw new PluginOptionsException(OptionsFault.Explain(Options, typeof(T), Strict, exception), exception);
        }
    }

    /// <summary>Writes one line to the gateway's log, under the plugin's name. Counts and names only, never text of a message.</summary>
    public void Log(string line) => Logger(line);
}
