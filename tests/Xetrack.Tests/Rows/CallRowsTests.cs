namespace Gateway.Plugins.Xetrack.Tests.Rows;

public class CallRowsTests
{
    private TestFolder _folder = null!;

    [SetUp]
    public void CreateFolder() => _folder = new();

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    private Dictionary<string, object> Row(string? arguments = "{}", string? result = """{"content":[]}""", string outcome = "ok", string options = """{"db_path":"track.db"}""")
    {
        _folder.Trace(options, TestFolder.Call(arguments, result, outcome));
        return _folder.Query().Single();
    }

    [Test]
    public void A_row_is_what_Lassos_tracer_writes_and_what_the_gateway_knows_besides()
    {
        var row = Row("""{"path":"a.txt"}""", """{"_meta":{"k":[1,true,null,"it's"]},"content":[{"type":"text","text":"done","annotations":{"audience":["user"]}}],"isError":false,"structuredContent":{"n":1}}""");
        Assert.That(row.Where(column => column.Value is not DBNull && column.Key is not ("track_id" or "timestamp")), Is.EquivalentTo(new Dictionary<string, object>
        {
            ["server_name"] = "files", ["capability_type"] = "tool", ["capability_name"] = "read", ["path"] = "a.txt", ["response_type"] = "CallToolResult",
            ["meta"] = "{'k': [1, True, None, \"it's\"]}", ["isError"] = 0L, ["call_id"] = TestFolder.Call().Id, ["content_type"] = "text", ["content_text"] = "done",
            ["content_annotations"] = "{'audience': ['user']}", ["structuredContent"] = "{'n': 1}", ["outcome"] = "ok", ["session_id"] = "s1", ["client_name"] = "cursor",
            ["gateway_ms"] = 0.042, ["server_ms"] = 1.5, ["bytes_in"] = 10L, ["bytes_out"] = 20L,
        }));
    }

    [Test]
    public void Each_content_block_has_a_row_of_the_same_call()
    {
        _folder.Trace(TestFolder.Call("""{"path":"a"}""", """{"content":[{"type":"text","text":"one"},{"type":"image","data":"eA==","mimeType":"image/png"},{"type":"text","text":"three"}]}"""));
        var rows = _folder.Query();
        Assert.That(rows.Select(row => row["content_type"]), Is.EqualTo(new[] { "text", "image", "text" }));
        Assert.That(rows.Select(row => row["call_id"]).Distinct().Count(), Is.EqualTo(1));
        Assert.That(rows.Select(row => row["path"]), Is.All.EqualTo("a"));
        Assert.That(rows[1]["content_mimeType"], Is.EqualTo("image/png"));
    }

    [TestCase("""{"content":[]}""")]
    [TestCase("{}")]
    [TestCase("[1]")]
    [TestCase("\"text\"")]
    [TestCase("""{"content":"no list"}""")]
    [TestCase("not json")]
    [TestCase(null)]
    public void A_result_without_blocks_is_one_row(string? result)
    {
        var row = Row("""{"path":"a"}""", result);
        Assert.That((row["path"], row["server_name"], row["content_text"]), Is.EqualTo(("a", "files", DBNull.Value)));
    }

    [Test]
    public void Blocks_that_are_no_blocks_are_told()
    {
        _folder.Trace(TestFolder.Call("{}", """{"content":["bare",{},7,null]}"""));
        Assert.That(_folder.Query().Select(row => row["content_text"]), Is.EqualTo(new object[] { "bare", DBNull.Value, "7", DBNull.Value }));
    }

    [Test]
    public void A_resource_and_a_prompt_have_rows_too()
    {
        _folder.Trace(
            TestFolder.Call("{}", """{"contents":[{"uri":"file:///a","mimeType":"text/plain","text":"resource"}]}""", capability: "resource"),
            TestFolder.Call("{}", """{"description":"d","messages":[{"role":"user","content":{"type":"text","text":"prompt"}}]}""", capability: "prompt"));
        var rows = _folder.Query();
        Assert.That((rows[0]["content_uri"], rows[0]["content_text"], rows[0]["response_type"]), Is.EqualTo(("file:///a", "resource", "ReadResourceResult")));
        Assert.That((rows[1]["content_role"], rows[1]["content_text"], rows[1]["response_type"], rows[1]["response"]), Is.EqualTo(("user", "prompt", "GetPromptResult", """{"description":"d"}""")));
    }

    [Test]
    public void An_error_is_told()
    {
        var row = Row("{}", """{"code":-32603,"message":"it broke","data":{"a":1}}""", "error");
        Assert.That((row["isError"], row["error_code"], row["error"], row["outcome"], row["response"]), Is.EqualTo((1L, -32603L, "it broke", "error", """{"data":{"a":1}}""")));
    }

    [Test]
    public void An_argument_never_takes_the_place_of_a_column_of_ours()
    {
        var row = Row("""{"server_name":"evil","Timestamp":"evil","TRACK_ID":"evil","content_text":"evil","content_new":"evil","outcome":"evil","arguments":"evil","response":"evil"}""", """{"content":[{"type":"text","text":"done"}]}""");
        Assert.That((row["server_name"], row["content_text"], row["outcome"]), Is.EqualTo(("files", "done", "ok")));
        Assert.That(row["track_id"], Does.Not.Contain("evil"));
        foreach (var name in (string[])["server_name", "Timestamp", "TRACK_ID", "content_text", "content_new", "outcome", "arguments", "response"]) Assert.That(row[$"argument_{name}"], Is.EqualTo("evil"));
    }

    [TestCase("select", "select")]
    [TestCase("from", "from")]
    [TestCase("a b", "a_b")]
    [TestCase("x\\\"; DROP TABLE y; --", "x___DROP_TABLE_y____")]
    [TestCase("é", "_")]
    [TestCase("1st", "1st")]
    public void Odd_names_are_columns_as_xetrack_writes_them(string name, string column) => Assert.That(Row($$"""{"{{name}}":"v"}""")[column], Is.EqualTo("v"));

    [Test]
    public void What_finds_no_column_is_in_the_column_arguments()
    {
        var longName = new string('n', 65);
        var row = Row($$"""{"a b":1,"a.b":2,"A_B":3,"":4,"{{longName}}":5,"a b":6}""");
        Assert.That((row["a_b"], row["arguments"]), Is.EqualTo((1L, $$"""{"a.b":2,"A_B":3,"":4,"{{longName}}":5,"a b":6}""")));
    }

    [Test]
    public void The_table_does_not_grow_without_end()
    {
        var calls = Enumerable.Range(0, 100).Select(i => TestFolder.Call($$"""{"a{{i}}":{{i}}}""", $$"""{"content":[{"b{{i}}":{{i}}}]}""")).ToArray();
        _folder.Trace("""{"db_path":"track.db","max_columns":60}""", calls);
        Assert.That(_folder.Query("PRAGMA table_info(\"default\")"), Has.Count.LessThanOrEqualTo(60));
        var last = _folder.Query().Last();
        Assert.That((last["arguments"], last["response"]), Is.EqualTo(("""{"a99":99}""", """{"b99":99}""")));
        // The next run knows the columns of the file.
        _folder.Trace("""{"db_path":"track.db","max_columns":60}""", TestFolder.Call("""{"a0":"again","new":1}"""));
        Assert.That(_folder.Query("SELECT * FROM \"default\" WHERE a0 = 'again'").Single()["arguments"], Is.EqualTo("""{"new":1}"""));
    }

    [Test]
    public void Values_keep_their_kind()
    {
        var row = Row("""{"i":9007199254740993,"big":123456789012345678901234567890,"f":1.5,"t":true,"n":null,"s":"é\u0000","o":{"a":["x",1.50,false]},"half":"\ud83d x \ud83d\ude00 \\ud83d"}""");
        Assert.That((row["i"], row["big"], row["f"], row["t"]), Is.EqualTo((9007199254740993L, "123456789012345678901234567890", 1.5, 1L)));
        Assert.That((row["n"], row["s"], row["o"], row["half"]), Is.EqualTo(((object)DBNull.Value, "é\0", "{'a': ['x', 1.50, False]}", "\ufffd x 😀 \\ud83d")));
    }

    [Test]
    public void Flattening_can_be_switched_off()
    {
        var row = Row("""{"path":"a"}""", """{"content":[{"type":"text","text":"x"},{"type":"text","text":"y"}]}""", options: """{"db_path":"track.db","flatten_arguments":false,"flatten_response":false}""");
        Assert.That((row["arguments"], row["content"]), Is.EqualTo(("""{"path":"a"}""", "[{'type': 'text', 'text': 'x'}, {'type': 'text', 'text': 'y'}]")));
        Assert.That(row, Does.Not.ContainKey("path"));
    }

    [Test]
    public void A_server_does_not_decide_how_many_rows_a_call_takes()
    {
        _folder.Trace(TestFolder.Call("{}", $$"""{"content":[{{string.Join(',', Enumerable.Repeat("{}", 5000))}}]}"""));
        Assert.That(_folder.Query("SELECT COUNT(*) AS n FROM \"default\"").Single()["n"], Is.EqualTo(1000));
    }

    [Test]
    public void Deep_values_are_told()
    {
        var deep = string.Concat(Enumerable.Repeat("[", 1000)) + string.Concat(Enumerable.Repeat("]", 1000));
        Assert.That(Row($$"""{"deep":{{deep}}}""")["deep"], Is.EqualTo(deep));
    }

    [Test]
    public void Findings_are_counted_by_action_and_kind()
    {
        CallFinding Finding(string kind, string action, int count, Direction direction) => new() { Guardrail = "basic", Kind = kind, Action = action, Count = count, Direction = direction };
        _folder.Trace(new CallRecord
        {
            Id = "1", Time = DateTimeOffset.UnixEpoch, Server = "s", Method = "tools/call", Outcome = "ok",
            Findings = [Finding("jwt", "masked", 1, Direction.ToServer), Finding("jwt", "masked", 2, Direction.ToClient), Finding("email", "reported", 1, Direction.ToClient)],
        });
        Assert.That(_folder.Query().Single()["findings"], Is.EqualTo("""{"masked":{"jwt":3},"reported":{"email":1}}"""));
    }

    [Test]
    public void What_is_nested_deep_and_has_no_column_takes_no_other_call_with_it()
    {
        var deep = $"{{\"{new string('a', 65)}\":{new string('[', 1_010)}{new string(']', 1_010)}}}";
        _folder.Trace(TestFolder.Call(), TestFolder.Call(arguments: deep), TestFolder.Call(result: deep));
        Assert.That(_folder.Query(), Has.Count.EqualTo(3));
    }
}
