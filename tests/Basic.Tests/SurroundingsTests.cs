using System.Text;

namespace Gateway.Plugins.Basic.Tests;

public class SurroundingsTests
{
    private static readonly string Body = "q7Zk20LmXw91RtbVc3Hn85Yp";

    [TestCase("Authorization: Bearer {0}\r\nHost: a", "Authorization: Bearer <SECRET>\r\nHost: a")]
    [TestCase("curl -H 'Authorization: Bearer {0}' https://a", "curl -H 'Authorization: Bearer <SECRET>' https://a")]
    [TestCase("authorization: token {0}", "authorization: token <SECRET>")]
    public void The_secret_of_a_header_goes_and_its_scheme_stays(string text, string masked) =>
        Assert.That(FoundText.Masked(text.Replace("{0}", Body)), Is.EqualTo(masked));

    [TestCase("author: {0}")]
    [TestCase("author_key: {0}")]
    [TestCase("authority_token={0}")]
    public void An_author_is_no_authorization(string text) => Assert.That(FoundText.In(text.Replace("{0}", Body)), Is.Empty);

    [TestCase("<password>hunter2x!</password>", "<password><PASSWORD></password>")]
    [TestCase("<password>hunter2x?</password>", "<password><PASSWORD></password>")]
    [TestCase("password=&quot;Xk9#mPq2vL&quot; x", "password=&quot;<PASSWORD>&quot; x")]
    [TestCase("{&quot;password&quot;:&quot;Xk9#mPq2vL&quot;}", "{&quot;password&quot;:&quot;<PASSWORD>&quot;}")]
    public void Markup_around_a_password_stays(string text, string masked) => Assert.That(FoundText.Masked(text), Is.EqualTo(masked));

    // The n of \n would go with a token that may start with any letters, and leave JSON in JSON with half an escape.
    [TestCase("n")]
    [TestCase("r")]
    [TestCase("t")]
    public void An_escape_before_a_token_stays_whole(string letter)
    {
        var token = "sk_" + "live_" + Body;
        Assert.That(FoundText.Masked($"a\\{letter}{token}"), Is.EqualTo($"a\\{letter}<STRIPE_SECRET_KEY>"));
    }

    [TestCase("Schlüssel für dich: ")]
    [TestCase("äöü ")]
    [TestCase("鍵: ")]
    [TestCase("\ufeffkey: ")]
    public void Text_that_is_not_english_is_read_in_base64_too(string before)
    {
        var token = "ghp_" + Body + "JpQ4sGd6FeK1";
        Assert.That(FoundText.Masked(Convert.ToBase64String(Encoding.UTF8.GetBytes(before + token))), Is.EqualTo("<GITHUB_PERSONAL_ACCESS_TOKEN>"));
        Assert.That(FoundText.Masked(Convert.ToBase64String(Encoding.Unicode.GetBytes("\ufeffkey: " + token))), Is.EqualTo("<GITHUB_PERSONAL_ACCESS_TOKEN>"));
    }

    [TestCase("- name: DB_PASSWORD\n  value: hunter2x", "- name: DB_PASSWORD\n  value: <DATABASE_PASSWORD>")]
    [TestCase("{\"name\":\"DB_PASSWORD\",\"value\":\"hunter2x\"}", "{\"name\":\"DB_PASSWORD\",\"value\":\"<DATABASE_PASSWORD>\"}")]
    [TestCase("{\"key\": \"password\", \"value\": \"hunter2x\"}", "{\"key\": \"password\", \"value\": \"<PASSWORD>\"}")]
    [TestCase("**Password:** hunter2x", "**Password:** <PASSWORD>")]
    [TestCase("password: str = \"hunter2x\"", "password: str = \"<PASSWORD>\"")]
    [TestCase("\"adminPassword\": {\"value\": \"hunter2x\"}", "\"adminPassword\": {\"value\": \"<PASSWORD>\"}")]
    public void A_name_may_stand_apart_from_its_value(string text, string masked) => Assert.That(FoundText.Masked(text), Is.EqualTo(masked));

    [TestCase("\n")]
    [TestCase("\r\n")]
    [TestCase("\\n")]
    public void Base64_in_lines_is_read_as_one(string lineEnd)
    {
        var encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(new string('-', 70) + " key: ghp_" + Body + "JpQ4sGd6FeK1 and more text after it"));
        foreach (var width in (int[])[60, 64, 76])
        {
            var lines = string.Join(lineEnd, encoded.Chunk(width).Select(line => new string(line)));
            Assert.That(FoundText.Masked($"data: {lines}{lineEnd}end"), Is.EqualTo($"data: <GITHUB_PERSONAL_ACCESS_TOKEN>{lineEnd}end"), $"{width}");
        }
    }

    [TestCase("3f2a9c0de14b5a6788c9d0e1f2a3b4c5d6e7f809")]
    [TestCase("MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKC")]
    [TestCase("0123abcd-and-more")]
    public void The_line_after_a_token_of_certain_length_stays(string next)
    {
        var token = "ghp_" + Body + "JpQ4sGd6FeK1";
        Assert.That(FoundText.Masked($"{token}\n{next}"), Is.EqualTo($"<GITHUB_PERSONAL_ACCESS_TOKEN>\n{next}"));
    }
}
