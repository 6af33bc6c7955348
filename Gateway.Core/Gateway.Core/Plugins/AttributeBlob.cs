using System.Reflection.Metadata;

namespace Gateway.Core.Plugins;

/// <summary>The arguments of one of the attributes that we know, decoded by hand (ECMA-335 II.23.3).</summary>
/// <remarks>The decoder of System.Reflection.Metadata is generic over its type provider and costs a first scan 10 ms of JIT, ReadyToRun or not.</remarks>
internal ref struct AttributeBlob
{
    private BlobReader _value;
    private BlobReader _signature;
    private int _fixedLeft;

    public AttributeBlob(MetadataReader metadata, CustomAttribute attribute)
    {
        var constructor = metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor);
        _signature = metadata.GetBlobReader(constructor.Signature);
        _signature.ReadByte(); // calling convention
        _fixedLeft = _signature.ReadCompressedInteger();
        _signature.ReadByte(); // void
        _value = metadata.GetBlobReader(attribute.Value);
        if (_value.ReadUInt16() != 1) throw new BadImageFormatException("an attribute begins otherwise than with 1");
    }

    /// <summary>The next argument of the constructor; false when there is none left. A type comes as its name.</summary>
    public bool TryReadFixed(out object? value)
    {
        value = null;
        if (_fixedLeft == 0) return false;
        _fixedLeft--;
        var code = _signature.ReadSignatureTypeCode();
        switch (code)
        {
            case SignatureTypeCode.String:
                value = _value.ReadSerializedString();
                return true;
            case SignatureTypeCode.Object:
                value = ReadElement(ReadElementType());
                return true;
            case SignatureTypeCode.TypeHandle: // of ours, only System.Type stands there
                _signature.ReadTypeHandle();
                value = ReadType();
                return true;
            default:
                throw new BadImageFormatException($"an attribute's constructor takes a {code}");
        }
    }

    /// <summary>The properties that were set, after all arguments of the constructor were read.</summary>
    public Dictionary<string, object?> ReadNamed()
    {
        var named = new Dictionary<string, object?>(StringComparer.Ordinal);
        for (var left = _value.ReadUInt16(); left > 0; left--)
        {
            _value.ReadByte(); // field or property
            var type = ReadElementType();
            var name = _value.ReadSerializedString() ?? "";
            named[name] = ReadElement(type);
        }

        return named;
    }

    private SerializationTypeCode ReadElementType()
    {
        var type = _value.ReadSerializationTypeCode();
        if (type is SerializationTypeCode.Enum) _value.ReadSerializedString(); // the only enum in the contract's attributes is Directions
        return type;
    }

    private object? ReadElement(SerializationTypeCode type) => type switch
    {
        SerializationTypeCode.Boolean => _value.ReadBoolean(),
        SerializationTypeCode.Int32 or SerializationTypeCode.Enum => _value.ReadInt32(),
        SerializationTypeCode.String => _value.ReadSerializedString(),
        SerializationTypeCode.Type => ReadType(),
        _ => type, // something of the plugin's own, which a later check names
    };

    private string? ReadType() => _value.ReadSerializedString() is { } name ? name.Split(',')[0] : null;
}
