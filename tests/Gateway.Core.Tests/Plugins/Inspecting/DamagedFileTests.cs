using System.Reflection.PortableExecutable;
using Gateway.Core.Plugins;
using Gateway.Core.Plugins.Inspecting;

namespace Gateway.Core.Tests.Plugins.Inspecting;

internal sealed class DamagedFileTests
{
    private string _folder = null!;

    [SetUp]
    public void CreateFolder() => _folder = Directory.CreateTempSubdirectory("mcp-gateway-damaged-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    [CancelAfter(60_000)]
    public void Whatever_is_wrong_with_a_file_its_options_are_read_or_one_sentence_says_why(CancellationToken cancellation)
    {
        var whole = File.ReadAllBytes(Path.Combine(PluginsFolder.Built("Configured"), "Configured.dll"));
        var (start, length) = MetadataAndCode(whole);
        var random = new Random(4);
        var (read, refused) = (0, 0);
        for (var round = 0; round < 1500; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            var bytes = whole.ToArray();
            for (var changes = random.Next(1, 6); changes > 0; changes--) bytes[start + random.Next(length)] = (byte)random.Next(256);
            if (random.Next(20) == 0) bytes = bytes[..random.Next(bytes.Length)];
            try
            {
                Read(bytes);
                read++;
            }
            catch (PluginException exception)
            {
                Assert.That(exception.Message, Does.StartWith("its options "));
                refused++;
            }
        }

        Assert.That(read, Is.GreaterThan(100));
        Assert.That(refused, Is.GreaterThan(100));
    }

    [TestCase("<doc><members><member name='P:Gateway.Plugins.Configured.ConfiguredOptions.Off'><summary>cut o")]
    [TestCase("<!DOCTYPE d [<!ENTITY a 'aaaaaaaa'><!ENTITY b '&a;&a;&a;'>]><doc><members><member name='P:Gateway.Plugins.Configured.ConfiguredOptions.Off'><summary>&b;</summary></member></members></doc>")]
    [TestCase("no XML at all")]
    public void A_damaged_documentation_file_costs_descriptions_only(string xml)
    {
        File.WriteAllText(Path.Combine(_folder, "Configured.xml"), xml);
        var options = Read(File.ReadAllBytes(Path.Combine(PluginsFolder.Built("Configured"), "Configured.dll")));
        Assert.That(options.Single(option => option.Key == "off").Description, Is.Empty);
    }

    private IReadOnlyList<OptionDescription> Read(byte[] assembly)
    {
        var path = Path.Combine(_folder, "Configured.dll");
        File.WriteAllBytes(path, assembly);
        return OptionsReader.Read(new()
        {
            Name = "configured",
            Kind = PluginKind.Guardrail,
            TypeName = "Configured",
            AssemblyPath = path,
            Folder = path,
            Version = "1.0.0",
            ContractVersion = "1.0",
            OptionsTypeName = "Gateway.Plugins.Configured.ConfiguredOptions",
        });
    }

    private static (int Start, int Length) MetadataAndCode(byte[] file)
    {
        using var image = new PEReader(new MemoryStream(file));
        var section = image.PEHeaders.SectionHeaders[0];
        return (section.PointerToRawData, section.SizeOfRawData);
    }
}
