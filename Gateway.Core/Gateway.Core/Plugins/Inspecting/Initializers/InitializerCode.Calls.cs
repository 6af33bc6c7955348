using System.Reflection.Metadata;

namespace Gateway.Core.Plugins.Inspecting.Initializers;

/// <content>What calls do, as far as we know it.</content>
internal sealed partial class InitializerCode
{
    private void New(EntityHandle token)
    {
        var method = CalledMethod.Of(assembly, token);
        var given = Given(method);
        if (KnownCalls.TryCreate(method.Type, given, out var known)) Push(known);
        else if (method.Definition.IsNil) Push(Unknown(given));
        else
        {
            var instance = new ObjectValue();
            constructors.Run(method.Definition, instance, given);
            Push(instance);
        }
    }

    private void Call(EntityHandle token)
    {
        var method = CalledMethod.Of(assembly, token);
        var given = Given(method);
        var target = method.IsInstance ? Pop() : null;
        var result = !method.IsInstance ? CallStatic(method, given)
            : method.IsConstructor ? Initialize(method, target, given)
            : CallOn(method, target, given);
        if (!method.ReturnsNothing) Push(result);
    }

    private object?[] Given(CalledMethod method)
    {
        if (method.Parameters > MostArguments) throw new BadImageFormatException("a call has too many arguments");
        var given = new object?[method.Parameters];
        for (var i = given.Length - 1; i >= 0; i--) given[i] = Pop();
        return given;
    }

    // The constructor of the base class, or another one of the same class.
    private Computed Initialize(CalledMethod method, object? target, object?[] given)
    {
        if (target is ObjectValue instance && IsCertain)
        {
            // A base class from elsewhere has no options that we list.
            if (method.Definition.IsNil) Unknown(given);
            else constructors.Run(method.Definition, instance, given);
        }
        else
        {
            StoreAt(Computed.Value, target);
            Unknown([target, .. given]);
        }

        return Computed.Value;
    }

    private object? CallStatic(CalledMethod method, object?[] given)
    {
        if (method is { Type: "System.Runtime.CompilerServices.RuntimeHelpers", Name: "InitializeArray" } && given is [ListValue array, EntityHandle data])
        {
            if (!IsCertain || !ConstantArray.TryFill(assembly, array, data)) array.IsComputed = true;
            return null;
        }

        if (method is { Type: "System.Runtime.InteropServices.CollectionsMarshal", Name: "SetCount" } && given is [ListValue list, int and >= 0 and <= LongestArray and var count] && IsCertain)
        {
            while (list.Items.Count < count) list.Items.Add(null);
            return null;
        }

        // The elements are written through the span; the list is the same.
        if (method is { Type: "System.Runtime.InteropServices.CollectionsMarshal", Name: "AsSpan" } && given is [ListValue whole]) return whole;
        return KnownCalls.TryCall(method.Type, method.Name, given, out var known) ? known : Unknown(given);
    }

    private object? CallOn(CalledMethod method, object? target, object?[] given)
    {
        switch (target)
        {
            case ObjectValue instance when accessors.FieldOf(method.Definition) is { IsNil: false } field:
                if (given.Length == 0) return instance.ValueOf(field);
                instance.Store(field, IsCertain ? given[0] : Computed.Value);
                return Computed.Value;
            case ListValue list when method.Name == "Add" && given.Length == 1 && IsCertain && list.Items.Count < LongestArray:
                list.Items.Add(given[0]);
                return Computed.Value;
            case ListValue list when method.Name == "set_Item" && given.Length == 2:
                SetItem(list, given[0], given[1]);
                return Computed.Value;
            case MapValue map when method.Name is "Add" or "set_Item" && given is [string key, var value] && IsCertain && map.Items.Count < LongestArray:
                map.Items[key] = value;
                return Computed.Value;
            case LocalReference local when method is { Type: "System.Span`1", Name: "get_Item" } && Local(local.Index) is ListValue spanned && given is [int index]:
                return new ItemReference(spanned, index);
            case LocalReference local:
                Spoil(Local(local.Index));
                _locals[local.Index] = Computed.Value;
                return Unknown(given);
            default:
                return Unknown([target, .. given]);
        }
    }

    private static Computed Unknown(object?[] given)
    {
        foreach (var value in given) Spoil(value);
        return Computed.Value;
    }
}
