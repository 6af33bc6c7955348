using System.Reflection.Metadata;

namespace Gateway.Core.Plugins.Inspecting.Initializers;

/// <summary>The instructions of one constructor, followed once from beginning to end. Where ways part and meet again, what they do not agree on is computed.</summary>
internal sealed partial class InitializerCode(InspectedAssembly assembly, Accessors accessors, ConstructorReader constructors, object?[] arguments)
{
    private const int MostArguments = 64;
    private const int DeepestStack = 1024;
    private const int MostArrivals = 1000; // each with a stack of its own

    private readonly List<object?> _stack = [];
    private readonly Dictionary<int, object?> _locals = [];

    // The stack that jumps bring to an instruction further on.
    private readonly Dictionary<int, object?[]> _arrivals = [];
    private bool _isReached = true;
    private bool _hasReturned;

    // Before this instruction, it is not certain that one is executed at all.
    private int _certainFrom;
    private int _at;

    private bool IsCertain => _at >= _certainFrom;

    /// <summary>False when it does what cannot be followed: then nothing is known of what it has touched.</summary>
    public bool Run(BlobReader code)
    {
        while (code.RemainingBytes > 0 && !_hasReturned)
        {
            assembly.Step();
            _at = code.Offset;
            if (!Arrive() || !Execute(ref code)) return false;
        }

        return _hasReturned;
    }

    /// <summary>Unknown code gets hold of the value.</summary>
    public static void Spoil(object? value)
    {
        if (value is IMutableValue mutable) mutable.IsComputed = true;
    }

    private bool Arrive()
    {
        if (!_arrivals.Remove(_at, out var arriving)) return _isReached;
        if (_isReached)
        {
            if (arriving.Length != _stack.Count) return false;
            for (var i = 0; i < arriving.Length; i++)
            {
                if (Equals(_stack[i], arriving[i])) continue;
                Spoil(_stack[i]);
                Spoil(arriving[i]);
                _stack[i] = Computed.Value;
            }
        }
        else
        {
            _stack.Clear();
            _stack.AddRange(arriving);
            _isReached = true;
        }

        return true;
    }

    // Forward only: a loop cannot be followed.
    private bool Jump(int target, bool isAlways)
    {
        if (target <= _at || _arrivals.Count >= MostArrivals) return false;
        if (_arrivals.TryGetValue(target, out var other) && !other.SequenceEqual(_stack)) return false;
        _arrivals[target] = [.. _stack];
        _certainFrom = Math.Max(_certainFrom, target);
        _isReached = !isAlways;
        return true;
    }

    private void Push(object? value)
    {
        if (_stack.Count >= DeepestStack) throw new BadImageFormatException("a constructor has no end");
        _stack.Add(value);
    }

    private object? Pop()
    {
        if (_stack.Count == 0) throw new BadImageFormatException("a constructor takes what it has not got");
        var value = _stack[^1];
        _stack.RemoveAt(_stack.Count - 1);
        return value;
    }

    private object? Argument(int index) => index < arguments.Length ? arguments[index] : Computed.Value;

    private void StoreLocal(int index)
    {
        var value = Pop();
        _locals[index] = IsCertain ? value : Forget(value);
    }

    private static Computed Forget(object? value)
    {
        Spoil(value);
        return Computed.Value;
    }

    private void StoreField(EntityHandle field)
    {
        var (value, target) = (Pop(), Pop());
        if (target is not ObjectValue instance) Spoil(value);
        else if (field.Kind is HandleKind.FieldDefinition) instance.Store((FieldDefinitionHandle)field, IsCertain ? value : Computed.Value);
        else instance.IsComputed = true;
    }

    private void StoreAt(object? value, object? target)
    {
        switch (target)
        {
            case ItemReference item: SetItem(item.List, item.Index, value); break;
            case LocalReference local: _locals[local.Index] = IsCertain ? value : Computed.Value; break;
            default: Spoil(value); break;
        }
    }

    private void SetItem(object? target, object? index, object? value)
    {
        if (target is ListValue list && IsCertain && index is int place && place >= 0 && place < list.Items.Count) list.Items[place] = value;
        else Spoil(target);
    }

    private static object? FieldOf(EntityHandle field, object? target) =>
        target is ObjectValue instance && field.Kind is HandleKind.FieldDefinition ? instance.ValueOf((FieldDefinitionHandle)field) : Computed.Value;

    private object? StaticField(EntityHandle field)
    {
        if (field.Kind is not HandleKind.MemberReference) return Computed.Value;
        var reference = assembly.Metadata.GetMemberReference((MemberReferenceHandle)field);
        return KnownCalls.Field(assembly.NameOf(reference.Parent), assembly.Text(reference.Name));
    }

    /// <summary>A variable of the constructor, by its address.</summary>
    private sealed record LocalReference(int Index);

    /// <summary>An element of a list, by its address.</summary>
    private sealed record ItemReference(ListValue List, int Index);
}
