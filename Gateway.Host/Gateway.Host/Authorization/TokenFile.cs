using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Gateway.Core.Configuration;
using Gateway.Core.Home;

namespace Gateway.Host.Authorization;

/// <summary>The file with the tokens for one server's URL: 0600, replaced whole, shared by all gateways of the user.</summary>
internal sealed class TokenFile
{
    private readonly string _server;

    public TokenFile(string folder, string url)
    {
        var address = new Uri(url);
        _server = address.GetLeftPart(UriPartial.Path);
        // The query belongs to the key: it may say whose server it is. The hash keeps it out of the file's name.
        Path = System.IO.Path.Combine(folder, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(address.AbsoluteUri)))[..32] + ".json");
    }

    public string Path { get; }

    /// <summary>Null when nobody has signed in, or the file is damaged.</summary>
    public StoredToken? Read()
    {
        if (!File.Exists(Path)) return null;
        try
        {
            return JsonSerializer.Deserialize(PrivateFile.Read(Path), StoredTokenJson.Default.StoredToken);
        }
        catch (Exception exception) when (exception is JsonException or ConfigurationException)
        {
            return null;
        }
    }

    /// <exception cref="ConfigurationException">It cannot be written.</exception>
    public void Write(StoredToken token)
    {
        PrivateFolder.Secure(System.IO.Path.GetDirectoryName(Path)!); // never null: a file in a folder
        PrivateFile.Write(Path, JsonSerializer.SerializeToUtf8Bytes(token with { Server = _server }, StoredTokenJson.Default.StoredToken));
    }

    /// <summary>Holds other gateways off while a token is renewed: a refresh token may be good for one use only.</summary>
    public FileStream Lock() => PrivateFile.Lock(Path + ".lock");

    /// <summary>Whether there was anything to delete.</summary>
    public bool Delete()
    {
        var isThere = File.Exists(Path);
        File.Delete(Path);
        File.Delete(Path + ".lock");
        return isThere;
    }
}
