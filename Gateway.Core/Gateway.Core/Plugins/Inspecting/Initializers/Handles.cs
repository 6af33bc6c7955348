using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace Gateway.Core.Plugins.Inspecting.Initializers;

/// <summary>Tokens in instructions.</summary>
internal static class Handles
{
    /// <exception cref="BadImageFormatException">It is the token of nothing.</exception>
    public static EntityHandle Of(int token)
    {
        try
        {
            return MetadataTokens.EntityHandle(token);
        }
        catch (ArgumentException exception)
        {
            throw new BadImageFormatException("an instruction has a token of nothing", exception);
        }
    }
}
