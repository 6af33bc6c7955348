namespace Gateway.Detection.Tests.Searching;

public class AssignedSearchTests
{
    private static readonly Detector Passwords = new([SampleRules.Password]);
    private static readonly Detector Tokens = new([SampleRules.Token]);
    private static readonly string Random32 = string.Concat("q7Zk20Lm", "Xw91RtbV", "c3Hn85Yp", "J4sGd6Fe");

    [TestCase("password=hunter2")]
    [TestCase("DB_PASSWORD: 'Tr0ub4dor&3'")]
    [TestCase("{\"password\": \"hunter2\"}")]
    [TestCase("dbpassword = \"s3cr3t!\"")]
    [TestCase("<password>hunter2</password>")]
    [TestCase("--password hunter2!")]
    public void A_password_is_found(string text) => Assert.That(FoundIn.Text(text, Passwords), Has.Count.EqualTo(1));

    [TestCase("password=process.env.PASSWORD1")]
    [TestCase("password = os.getenv(\"DB1_PASSWORD\")")]
    [TestCase("password = getPassword()")]
    [TestCase("password: ${DB_PASSWORD1}")]
    [TestCase("password: <your-password>")]
    [TestCase("password: changeme")]
    [TestCase("password: true")]
    [TestCase("password: string")]
    [TestCase("password = null")]
    [TestCase("password: required")]
    [TestCase("password_length = 12345")]
    [TestCase("passwordPolicy: \"abc123!\"")]
    [TestCase("password: %PASSWORD1%")]
    [TestCase("password: {{ db.password1 }}")]
    [TestCase("password = config.password1")]
    [TestCase("password = this.password1;")]
    [TestCase("password: 12345678")]
    [TestCase("password: ********")]
    [TestCase("password: xxxxxxxx1")]
    [TestCase("password: https://example.org/reset1")]
    public void What_is_code_or_a_word_is_no_password(string text) => Assert.That(FoundIn.Text(text, Passwords), Is.Empty);

    [TestCase("token={0}")]
    [TestCase("api_key: \"{0}\"")]
    [TestCase("apiKey = '{0}'")]
    [TestCase("X-API-KEY: {0}")]
    [TestCase("\"api.key\":\"{0}\"")]
    [TestCase("Api Key: {0}")]
    [TestCase("?token={0}&x=1")]
    [TestCase("session_token={0}")]
    [TestCase("token: Bearer {0}")]
    public void A_token_is_found(string text)
    {
        var filled = text.Replace("{0}", Random32, StringComparison.Ordinal);
        Assert.That(FoundIn.Values(filled, Tokens), Is.EqualTo(new[] { Random32 }));
    }

    [TestCase("token_type={0}")]
    [TestCase("next_page_token={0}")]
    [TestCase("nextToken={0}")]
    [TestCase("public_token={0}")]
    [TestCase("token_sha256={0}")]
    [TestCase("tokenHash256: {0}")]
    [TestCase("csrf_token={0}")]
    [TestCase("max_tokens={0}")]
    [TestCase("api_key_id={0}")]
    [TestCase("api_key_name={0}")]
    [TestCase("tokenizer={0}")]
    [TestCase("AWS::Token: {0}")]
    public void A_name_may_say_that_its_value_is_none(string text) =>
        Assert.That(FoundIn.Text(text.Replace("{0}", Random32, StringComparison.Ordinal), Tokens), Is.Empty);

    [TestCase("token: 123e4567-e89b-42d3-a456-426614174000")]
    [TestCase("token = generateToken(32)")]
    [TestCase("token: access_token_for_users")]
    [TestCase("token = self.tokens[0]")]
    [TestCase("token: 2026-11-25")]
    [TestCase("token: aaaaaaaaaaaaaaaaaaaa")]
    [TestCase("token: your-token-here")]
    [TestCase("token: ./path/to/tokens/file1")]
    [TestCase("tokens are counted 12 by 12")]
    public void What_is_an_id_or_code_is_no_token(string text) => Assert.That(FoundIn.Text(text, Tokens), Is.Empty);

    [Test]
    public void The_name_of_a_property_assigns_its_text()
    {
        Assert.That(FoundIn.Text("hunter2", Passwords, "password"), Is.EqualTo(new[] { "password 0+7" }));
        Assert.That(FoundIn.Text("hunter2", Passwords, "db.userPassword"), Has.Count.EqualTo(1));
        Assert.That(FoundIn.Text("hunter2", Passwords, "passwordHint"), Is.Empty);
        Assert.That(FoundIn.Text("hunter2", Passwords, "user"), Is.Empty);
        Assert.That(FoundIn.Text("0123456789abcdef", new Detector([SampleRules.Assigned]), "ACME-KEY"), Is.EqualTo(new[] { "assigned 0+16" }));
        Assert.That(FoundIn.Text("0123456789abcdef0", new Detector([SampleRules.Assigned]), "ACME-KEY"), Is.Empty);
    }

    [TestCase("acme_key={0}")]
    [TestCase("ACME-KEY: '{0}'")]
    [TestCase("acmeKey={0}")]
    [TestCase("acme.key={0}")]
    [TestCase("my_acme_key_2={0}")]
    public void Separators_of_names_count_as_the_same(string text) =>
        Assert.That(FoundIn.Values(text.Replace("{0}", "0123456789abcdef", StringComparison.Ordinal), new Detector([SampleRules.Assigned])), Is.EqualTo(new[] { "0123456789abcdef" }));

    [TestCase("tacmekey={0}")]
    [TestCase("other_key={0}")]
    [TestCase("acme_key {0}x")]
    public void Other_names_assign_nothing_to_the_rule(string text) =>
        Assert.That(FoundIn.Text(text.Replace("{0}", "0123456789abcdef", StringComparison.Ordinal), new Detector([SampleRules.Assigned])), Is.Empty);
}
