using Microsoft.Data.Sqlite;

namespace Gateway.Plugins.Xetrack.Tests.Database;

public class TraceDatabaseTests
{
    private TestFolder _folder = null!;

    [SetUp]
    public void CreateFolder() => _folder = new();

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    [Test]
    public void Calls_of_one_microsecond_are_all_there()
    {
        _folder.Trace([.. Enumerable.Repeat(TestFolder.Call(), 300)]);
        var times = _folder.Query().Select(row => (string)row["timestamp"]).ToArray();
        Assert.That(times, Is.Unique.And.Length.EqualTo(300));
        Assert.That((times[0][^6..], times[299][^6..]), Is.EqualTo(("123456", "123755")));
    }

    [Test]
    public void Calls_that_began_where_others_stand_close_together_are_all_there()
    {
        var blocks = $$"""{"content":[{{string.Join(',', Enumerable.Repeat("{}", 400))}}]}""";
        _folder.Trace(TestFolder.Call(result: blocks), Later(50), Later(0), Later(100), TestFolder.Call(result: blocks));
        Assert.That(_folder.Query().Select(row => (string)row["timestamp"]), Is.Unique);
        Assert.That(_folder.Query(), Has.Count.EqualTo(803));

        static CallRecord Later(int microseconds) => new() { Id = "2", Time = TestFolder.Call().Time.AddMicroseconds(microseconds), Server = "s", Method = "m", Outcome = "ok" };
    }

    [Test]
    public void Several_gateways_write_one_file()
    {
        using var start = new Barrier(4);
        Parallel.For(0, 4, new() { MaxDegreeOfParallelism = 4 }, gateway =>
        {
            using var tracer = _folder.Tracer();
            start.SignalAndWait();
            // Each brings columns that the others have as well, and some of its own.
            for (var batch = 0; batch < 15; batch++) tracer.TraceAsync([.. Enumerable.Range(0, 10).Select(_ => TestFolder.Call($$"""{"shared_{{batch}}":1,"own_{{gateway}}":2}"""))], default).AsTask().Wait();
        });
        Assert.That(_folder.Query("SELECT COUNT(*) AS n FROM \"default\"").Single()["n"], Is.EqualTo(600));
        Assert.That(_folder.Query("PRAGMA integrity_check").Single().Values.Single(), Is.EqualTo("ok"));
    }

    [Test]
    public async Task A_locked_file_loses_the_batch_with_a_sentence_and_the_next_is_written()
    {
        using var tracer = _folder.Tracer();
        await tracer.TraceAsync([TestFolder.Call()], default);
        using (var other = new SqliteConnection($"Data Source={_folder.Database};Pooling=False"))
        {
            other.Open();
            using var transaction = other.BeginTransaction(deferred: false);
            Assert.That(async () => await tracer.TraceAsync([TestFolder.Call()], default), Throws.TypeOf<TracerException>().With.Message.EqualTo($"{_folder.Database} is locked by another program; close what writes to it"));
        }

        await tracer.TraceAsync([TestFolder.Call()], default);
        Assert.That(_folder.Query(), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task A_file_that_was_moved_away_is_made_anew()
    {
        using var tracer = _folder.Tracer();
        await tracer.TraceAsync([TestFolder.Call()], default);
        File.Move(_folder.Database, _folder.File("old.db"));
        await tracer.TraceAsync([TestFolder.Call("""{"a":1}""")], default);
        Assert.That(_folder.Query().Single()["a"], Is.EqualTo(1));
    }

    [Test]
    public void A_file_of_something_else_is_left_alone()
    {
        File.WriteAllText(_folder.Database, new string('x', 5000));
        using var tracer = _folder.Tracer();
        Assert.That(async () => await tracer.TraceAsync([TestFolder.Call()], default), Throws.TypeOf<TracerException>().With.Message.EqualTo($"{_folder.Database} is damaged or no SQLite file; move it away"));
        Assert.That(File.ReadAllText(_folder.Database), Is.EqualTo(new string('x', 5000)));
    }

    [TestCase(13, "cannot grow: the disk is full")]
    [TestCase(8, "cannot be written: is it yours, and its folder?")]
    [TestCase(1, "cannot be used (SQLite error 1): is its table \"default\" xetrack's?")]
    public void A_fault_is_told_without_the_words_of_SQLite(int code, string sentence) =>
        Assert.That(Xetrack.Database.DatabaseFault.Sentence(new SqliteException("quotes a value", code)), Is.EqualTo(sentence));

    [Test]
    [Platform(Exclude = "Win")]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void Only_its_owner_reads_it()
    {
        _folder.Trace("""{"db_path":"new/track.db"}""", TestFolder.Call());
        Assert.That(File.GetUnixFileMode(_folder.File("new/track.db")), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Test]
    public void A_file_that_xetrack_made_goes_on()
    {
        using (var connection = new SqliteConnection($"Data Source={_folder.Database};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "CREATE TABLE \"default\" (track_id TEXT, timestamp TEXT, PRIMARY KEY (track_id, timestamp)); ALTER TABLE \"default\" ADD COLUMN accuracy REAL; "
                + "INSERT INTO \"default\" VALUES ('calm-otter-0001', '2026-01-01 00:00:00.000000', 0.9)";
            command.ExecuteNonQuery();
        }

        _folder.Trace(TestFolder.Call("""{"Accuracy":"high"}"""));
        Assert.That(_folder.Query().Select(row => row["accuracy"]), Is.EqualTo(new object[] { 0.9, "high" }));
    }
}
