using System.Reflection;
using System.Reflection.Metadata;
using Gateway.Core.Plugins.Inspecting.Initializers;
using Gateway.Core.Protocol;

namespace Gateway.Core.Plugins.Inspecting;

/// <summary>Reads the options of a plugin from its DLL; nothing of the plugin runs.</summary>
internal sealed class OptionsReader
{
    private const int MostBases = 50;
    private const int DeepestObjects = 3;
    private const int LongestDescription = 600;

    private readonly InspectedAssembly _assembly;
    private readonly XmlSummaries _summaries;
    private readonly TypeReader _types;
    private readonly Accessors _accessors;

    private OptionsReader(InspectedAssembly assembly, XmlSummaries summaries)
    {
        (_assembly, _summaries) = (assembly, summaries);
        _types = new(assembly, Members);
        _accessors = new(assembly);
    }

    /// <summary>The options in the order of the class; none when the plugin names no class for them.</summary>
    /// <exception cref="PluginException">They cannot be read; a sentence without a subject.</exception>
    public static IReadOnlyList<OptionDescription> Read(PluginDescription plugin)
    {
        if (plugin.OptionsTypeName is not { } name) return [];
        try
        {
            using var assembly = new InspectedAssembly(plugin.AssemblyPath);
            var reader = new OptionsReader(assembly, XmlSummaries.Beside(plugin.AssemblyPath));
            var type = assembly.Find(name);
            if (type.IsNil) throw new PluginException($"its options class {Printable.Line(name)} is not in {Path.GetFileName(plugin.AssemblyPath)} itself, and other files are not read");
            return reader.Describe(type);
        }
        catch (Exception exception) when (exception is not PluginException) // damaged metadata can throw anything
        {
            throw new PluginException($"its options can't be read from {Path.GetFileName(plugin.AssemblyPath)} ({exception.GetType().Name}); build or copy it again", exception);
        }
    }

    private List<OptionDescription> Describe(TypeDefinitionHandle type)
    {
        var properties = Members(type, 0);
        var defaults = new ConstructorReader(_assembly, _accessors).Create(type);
        var options = new List<OptionDescription>();
        foreach (var property in properties)
        {
            var isKnown = DefaultJson.TryWrite(defaults.ValueOf(property.Field), property.Type, out var value);
            options.Add(new() { Key = property.Key, Type = property.Type.Words, Default = value, IsComputed = !isKnown, Description = property.Description });
        }

        return options;
    }

    private List<OptionProperty> Members(TypeDefinitionHandle type, int level)
    {
        var members = new List<OptionProperty>();
        if (level >= DeepestObjects) return members;
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var bases = 0; !type.IsNil; bases++)
        {
            if (bases > MostBases) throw new BadImageFormatException("a class has no end of bases");
            foreach (var handle in _assembly.Metadata.GetTypeDefinition(type).GetProperties())
            {
                _assembly.Step();
                if (Member(handle, type, level) is { } member && names.Add(member.Key)) members.Add(member);
            }

            var parent = _assembly.Metadata.GetTypeDefinition(type).BaseType;
            type = parent.IsNil ? default : _assembly.DefinitionOf(parent);
        }

        return members;
    }

    // Null when the configuration cannot set it.
    private OptionProperty? Member(PropertyDefinitionHandle handle, TypeDefinitionHandle owner, int level)
    {
        var metadata = _assembly.Metadata;
        var property = metadata.GetPropertyDefinition(handle);
        var accessors = property.GetAccessors();
        var attributes = property.GetCustomAttributes();
        if (accessors.Setter.IsNil || KnownAttributes.Has(_assembly, attributes, KnownAttributes.JsonIgnore)) return null;
        var setter = metadata.GetMethodDefinition(accessors.Setter).Attributes;
        var isPublic = (setter & MethodAttributes.MemberAccessMask) == MethodAttributes.Public;
        if ((setter & MethodAttributes.Static) != 0 || (!isPublic && !KnownAttributes.Has(_assembly, attributes, KnownAttributes.JsonInclude))) return null;
        var signature = metadata.GetBlobReader(property.Signature);
        signature.ReadByte();
        if (signature.ReadCompressedInteger() > 0) return null; // an indexer
        var name = _assembly.Text(property.Name);
        var type = _types.Read(ref signature, level);
        if (!type.IsValueType && !type.IsNullable && KnownAttributes.IsNullable(_assembly, attributes, owner)) type = type with { IsNullable = true };
        return new(
            Printable.Line(KnownAttributes.Text(_assembly, attributes, KnownAttributes.JsonName) ?? OptionKey.Of(name)),
            type,
            _accessors.FieldOf(accessors.Getter),
            Printable.Line(KnownAttributes.Text(_assembly, attributes, KnownAttributes.Description) ?? _summaries.Of(_assembly.NameOf(owner), name), LongestDescription));
    }
}
