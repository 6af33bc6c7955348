using System.Reflection.Metadata;

namespace Gateway.Core.Plugins.Inspecting.Initializers;

/// <content>What each instruction does (ECMA-335 III).</content>
internal sealed partial class InitializerCode
{
    private const int LongestArray = 1000;

    // False for an instruction that plain initializers do not have.
    private bool Execute(ref BlobReader code)
    {
        var instruction = (ILOpCode)code.ReadByte();
        if ((byte)instruction == 0xFE) instruction = (ILOpCode)(0xFE00 | code.ReadByte());
        switch (instruction)
        {
            case ILOpCode.Nop or ILOpCode.Readonly or ILOpCode.Volatile: return true;
            case >= ILOpCode.Ldarg_0 and <= ILOpCode.Ldarg_3: Push(Argument(instruction - ILOpCode.Ldarg_0)); return true;
            case ILOpCode.Ldarg_s: Push(Argument(code.ReadByte())); return true;
            case >= ILOpCode.Ldloc_0 and <= ILOpCode.Ldloc_3: Push(Local(instruction - ILOpCode.Ldloc_0)); return true;
            case ILOpCode.Ldloc_s: Push(Local(code.ReadByte())); return true;
            case >= ILOpCode.Stloc_0 and <= ILOpCode.Stloc_3: StoreLocal(instruction - ILOpCode.Stloc_0); return true;
            case ILOpCode.Stloc_s: StoreLocal(code.ReadByte()); return true;
            case ILOpCode.Ldloca_s: Push(new LocalReference(code.ReadByte())); return true;
            case ILOpCode.Ldnull: Push(null); return true;
            case >= ILOpCode.Ldc_i4_m1 and <= ILOpCode.Ldc_i4_8: Push((int)instruction - (int)ILOpCode.Ldc_i4_0); return true;
            case ILOpCode.Ldc_i4_s: Push((int)code.ReadSByte()); return true;
            case ILOpCode.Ldc_i4: Push(code.ReadInt32()); return true;
            case ILOpCode.Ldc_i8: Push(code.ReadInt64()); return true;
            case ILOpCode.Ldc_r4: Push(code.ReadSingle()); return true;
            case ILOpCode.Ldc_r8: Push(code.ReadDouble()); return true;
            case ILOpCode.Ldstr: Push(Text(code.ReadInt32())); return true;
            case ILOpCode.Dup: Duplicate(); return true;
            case ILOpCode.Pop: Pop(); return true;
            case ILOpCode.Call or ILOpCode.Callvirt: Call(Handles.Of(code.ReadInt32())); return true;
            case ILOpCode.Newobj: New(Handles.Of(code.ReadInt32())); return true;
            case ILOpCode.Ret: _hasReturned = IsCertain && _arrivals.Count == 0; return _hasReturned;
            case ILOpCode.Br_s: return JumpAlways(Near(ref code));
            case ILOpCode.Br: return JumpAlways(Far(ref code));
            case ILOpCode.Brfalse_s or ILOpCode.Brtrue_s: return JumpIf(Near(ref code), 1);
            case ILOpCode.Brfalse or ILOpCode.Brtrue: return JumpIf(Far(ref code), 1);
            case >= ILOpCode.Beq_s and <= ILOpCode.Blt_un_s: return JumpIf(Near(ref code), 2);
            case >= ILOpCode.Beq and <= ILOpCode.Blt_un: return JumpIf(Far(ref code), 2);
            case >= ILOpCode.Add and <= ILOpCode.Shr_un: Push(Arithmetic(instruction, Pop(), Pop())); return true;
            case ILOpCode.Neg or ILOpCode.Not: Pop(); Push(Computed.Value); return true;
            case >= ILOpCode.Conv_i1 and <= ILOpCode.Conv_u8 or ILOpCode.Conv_u2 or ILOpCode.Conv_u1: Push(Conversion.Of(instruction, Pop())); return true;
            case >= ILOpCode.Ceq and <= ILOpCode.Clt_un: Pop(); Pop(); Push(Computed.Value); return true;
            case ILOpCode.Castclass or ILOpCode.Box or ILOpCode.Unbox_any: code.ReadInt32(); return true;
            case ILOpCode.Isinst: code.ReadInt32(); Push(Forget(Pop())); return true;
            case ILOpCode.Ldfld: Push(FieldOf(Handles.Of(code.ReadInt32()), Pop())); return true;
            case ILOpCode.Stfld: StoreField(Handles.Of(code.ReadInt32())); return true;
            case ILOpCode.Ldsfld: Push(StaticField(Handles.Of(code.ReadInt32()))); return true;
            case ILOpCode.Stsfld: code.ReadInt32(); Spoil(Pop()); return true;
            case ILOpCode.Newarr: Push(Array(Handles.Of(code.ReadInt32()), Pop())); return true;
            case >= ILOpCode.Stelem_i and <= ILOpCode.Stelem_ref: StoreElement(); return true;
            case ILOpCode.Stelem: code.ReadInt32(); StoreElement(); return true;
            case >= ILOpCode.Stind_ref and <= ILOpCode.Stind_r8: StoreAt(Pop(), Pop()); return true;
            case ILOpCode.Stobj: code.ReadInt32(); StoreAt(Pop(), Pop()); return true;
            case ILOpCode.Ldtoken: Push(Handles.Of(code.ReadInt32())); return true;
            case ILOpCode.Ldftn: code.ReadInt32(); Push(Computed.Value); return true;
            case ILOpCode.Initobj: code.ReadInt32(); StoreAt(Computed.Value, Pop()); return true;
            default: return false;
        }
    }

    private object? Local(int index) => _locals.TryGetValue(index, out var value) ? value : Computed.Value;

    private string Text(int token)
    {
        var text = assembly.Metadata.GetUserString((UserStringHandle)System.Reflection.Metadata.Ecma335.MetadataTokens.Handle(token));
        assembly.StepOver(text.Length);
        return text;
    }

    private void Duplicate()
    {
        var value = Pop();
        Push(value);
        Push(value);
    }

    private static int Near(ref BlobReader code)
    {
        var distance = code.ReadSByte();
        return code.Offset + distance;
    }

    private static int Far(ref BlobReader code)
    {
        var distance = code.ReadInt32();
        return code.Offset + distance;
    }

    private bool JumpAlways(int target) => Jump(target, isAlways: true);

    private bool JumpIf(int target, int compared)
    {
        for (; compared > 0; compared--) Pop();
        return Jump(target, isAlways: false);
    }

    // Indexes of the elements of a collection expression.
    private static object Arithmetic(ILOpCode instruction, object? right, object? left) => (instruction, left, right) switch
    {
        (ILOpCode.Add, int a, int b) => unchecked(a + b),
        (ILOpCode.Sub, int a, int b) => unchecked(a - b),
        _ => Computed.Value,
    };

    private object Array(EntityHandle element, object? length)
    {
        if (length is not (int and >= 0 and <= LongestArray and var count)) return Computed.Value;
        var list = new ListValue { ElementName = assembly.NameOf(element) };
        for (var i = 0; i < count; i++) list.Items.Add(null);
        return list;
    }

    private void StoreElement()
    {
        var (value, index, target) = (Pop(), Pop(), Pop());
        SetItem(target, index, value);
    }
}
