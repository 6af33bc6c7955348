namespace Gateway.Plugins.Xetrack.Tests.Database;

/// <summary>The file as xetrack 0.7's Reader and <c>xt</c> open it: their own statements, through SQLite.</summary>
public class ReaderTests
{
    private TestFolder _folder = null!;

    [SetUp]
    public void CreateFolder() => _folder = new();

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    [Test]
    public void The_table_is_found_and_its_columns_have_types_that_xetrack_knows()
    {
        _folder.Trace(TestFolder.Call("""{"path":"a","limit":3,"ratio":0.5,"deep":true}"""));
        Assert.That(_folder.Query("SELECT name FROM sqlite_master WHERE type='table' AND name='default'"), Has.Count.EqualTo(1));
        var columns = _folder.Query("PRAGMA table_info(\"default\")").ToDictionary(column => (string)column["name"], column => ((string)column["type"], (long)column["pk"]));
        Assert.That((columns["track_id"], columns["timestamp"]), Is.EqualTo((("TEXT", 1L), ("TEXT", 2L))));
        Assert.That((columns["path"].Item1, columns["limit"].Item1, columns["ratio"].Item1, columns["deep"].Item1), Is.EqualTo(("TEXT", "INTEGER", "REAL", "INTEGER")));
    }

    [Test]
    public void Rows_of_one_run_are_found_by_its_track_id()
    {
        var first = _folder.Trace(TestFolder.Call());
        var second = _folder.Trace(TestFolder.Call(), TestFolder.Call());
        Assert.That(first, Does.Match("^[a-z]+-[a-z]+-[0-9]{4}$"));
        Assert.That(_folder.Query("SELECT * FROM \"default\" WHERE track_id = ?1", ("?1", first)), Has.Count.EqualTo(1));
        Assert.That(_folder.Query("SELECT COUNT(*) AS n FROM \"default\" WHERE track_id = ?1", ("?1", second)).Single()["n"], Is.EqualTo(2));
        Assert.That(_folder.Query("SELECT * FROM \"default\" ORDER BY timestamp DESC LIMIT 2"), Has.Count.EqualTo(2));
        Assert.That(_folder.Query("SELECT track_id FROM \"default\" ORDER BY track_id DESC LIMIT 1"), Has.Count.EqualTo(1));
    }

    [Test]
    public void The_asset_tables_are_there_as_sqlitedict_makes_them()
    {
        _folder.Trace(TestFolder.Call());
        foreach (var table in (string[])["assets", "keys", "counts"])
        {
            Assert.That(_folder.Query($"PRAGMA table_info(\"{table}\")").Select(column => ((string)column["name"], (string)column["type"], (long)column["pk"])), Is.EqualTo(new[] { ("key", "TEXT", 1L), ("value", "BLOB", 0L) }));
        }
    }

    [Test]
    public void The_timestamp_is_local_time_as_xetrack_writes_it()
    {
        _folder.Trace(TestFolder.Call());
        var expected = TestFolder.Call().Time.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss.ffffff", System.Globalization.CultureInfo.InvariantCulture);
        Assert.That(_folder.Query().Single()["timestamp"], Is.EqualTo(expected));
    }

    [Test]
    public async Task The_reader_sets_its_journal_mode_while_a_gateway_holds_the_file()
    {
        using var tracer = _folder.Tracer();
        await tracer.TraceAsync([TestFolder.Call()], default);
        Assert.That(_folder.Query("PRAGMA journal_mode = DELETE").Single()["journal_mode"], Is.EqualTo("delete"));
        await tracer.TraceAsync([TestFolder.Call()], default);
        Assert.That(_folder.Query(), Has.Count.EqualTo(2));
    }
}
