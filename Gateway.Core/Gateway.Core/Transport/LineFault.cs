namespace Gateway.Core.Transport;

/// <summary>Why a line cannot be handed out whole.</summary>
internal enum LineFault
{
    None,
    TooLong,
}
