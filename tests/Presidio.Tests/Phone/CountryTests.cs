using Gateway.Plugins.Presidio.Phone;
using Gateway.Plugins.Presidio.Scanning;

namespace Gateway.Plugins.Presidio.Tests.Phone;

public class CountryTests
{
    private static readonly PiiFinder Phones = FoundText.Finder([PhoneSearch.Entity]);

    [TestCase("+1 415-555-0132")]
    [TestCase("+1 (415) 555-0132")]
    [TestCase("+14155550132")]
    [TestCase("+44 20 7946 0018")]
    [TestCase("+44 (0)20 7946 0018")]
    [TestCase("+44 (20) 7946 0018")]
    [TestCase("+49 30 2947667")]
    [TestCase("+49-171-1234567")]
    [TestCase("+33 1 84 17 61 18")]
    [TestCase("+39 06 6982 1234")]
    [TestCase("+34 912 34 56 78")]
    [TestCase("+41798984303")]
    [TestCase("+43 1 5123456")]
    [TestCase("+31 20 123 4567")]
    [TestCase("+46 8 123 456 78")]
    [TestCase("+48 22 123 45 67")]
    [TestCase("+351 21 123 4567")]
    [TestCase("+353 1 234 5678")]
    [TestCase("+55 11 98456 5666")]
    [TestCase("+52 55 1234 5678")]
    [TestCase("+61 3 5327 5996")]
    [TestCase("+64 9 123 4567")]
    [TestCase("+81 3-1234-5678")]
    [TestCase("+82 2-123-4567")]
    [TestCase("+86 138 1234 5678")]
    [TestCase("+91 98765 43210")]
    [TestCase("+972 9-762-5400")]
    [TestCase("+971 50 123 4567")]
    [TestCase("+27 21 123 4567")]
    [TestCase("+234 803 123 4567")]
    [TestCase("+90 532 123 45 67")]
    [TestCase("+63 917 123 4567")]
    [TestCase("+7 912 345-67-89")]
    public void A_number_with_its_calling_code_is_found_in_any_text(string number)
    {
        Assert.That(FoundText.In($"reply to {number}, thanks", Phones), Is.EqualTo(new[] { number }));
        Assert.That(FoundText.In($"log: user={number} action=login", Phones), Is.EqualTo(new[] { number }));
        Assert.That(FoundText.In($"| 7 | {number} | active |", Phones), Is.EqualTo(new[] { number }));
        Assert.That(FoundText.In(number, Phones), Is.EqualTo(new[] { number }));
    }

    [TestCase("(415) 555-0132")]
    [TestCase("415-555-2132")]
    [TestCase("415.555.2132")]
    [TestCase("1-800-555-0132")]
    [TestCase("001-285-315-1343")]
    [TestCase("020 7946 0018")]
    [TestCase("07700 900123")]
    [TestCase("030 2947667")]
    [TestCase("01 84 17 61 18")]
    [TestCase("01.84.17.61.18")]
    [TestCase("041 541 67 61")]
    [TestCase("(03) 5327 5996")]
    [TestCase("(11) 4706-6184")]
    [TestCase("09-7625400")]
    public void A_national_number_is_found_by_how_it_is_grouped(string number)
    {
        Assert.That(FoundText.In($"see {number} or ask", Phones), Is.EqualTo(new[] { number }));
        Assert.That(FoundText.In(number, Phones), Is.EqualTo(new[] { number }));
    }

    [TestCase("phone: ", "9469 9966")]
    [TestCase("Tel. ", "0393 1144137")]
    [TestCase("They're not answering at ", "516 466 638")]
    [TestCase("mobile: ", "4155550132")]
    [TestCase("call me at ", "4155550132")]
    [TestCase("WhatsApp ", "5551234567")]
    [TestCase("Please call ", "(32) 484-557")]
    public void Words_make_a_number_of_digits_a_telephone_number(string words, string number)
    {
        Assert.That(FoundText.In(words + number, Phones), Is.EqualTo(new[] { number }));
        if (number[0] != '0') Assert.That(FoundText.In("there are " + number, Phones), Is.Empty);
    }

    [TestCase("phone", "4155550132")]
    [TestCase("phoneNumber", "5551234")]
    [TestCase("contact_mobile", "9469 9966")]
    [TestCase("fax", "1790411859")]
    public void A_propertys_name_does_too(string property, string number) =>
        Assert.That(FoundText.In(number, Phones, property), Is.EqualTo(new[] { number }));

    [TestCase("2024-03-12 10:27:33")]
    [TestCase("2026-07-28 (draft)")]
    [TestCase("20240312T102733Z")]
    [TestCase("12/03/2024")]
    [TestCase("phone 2/12/2007 22:46")]
    [TestCase("1654506081")]
    [TestCase("1654506081123")]
    [TestCase("Contact: 1654506081")]
    [TestCase("Please reach out via 1790411859 by Monday.")]
    [TestCase("Contact: build 608438012")]
    [TestCase("Contact: 46.5.4316.927")]
    [TestCase("0x11dbb9cea")]
    [TestCase("version 10.0.19041.3636")]
    [TestCase("3.1415926535")]
    [TestCase("550e8400-e29b-41d4-a716-446655440000")]
    [TestCase("9c5b94b1-3531-4911-4118-448824480801")]
    [TestCase("078-05-1123")]
    [TestCase("4012 8888 8888 1881")]
    [TestCase("192.168.100.200")]
    [TestCase("a+14155550132")]
    [TestCase("1,234,567,890")]
    [TestCase("$ 415-555-21320")]
    [TestCase("1923 (2022)")]
    [TestCase("2019-2024")]
    [TestCase("order 516 466 638")]
    [TestCase("sha256:0123456789")]
    [TestCase("x = 1234567 + 7654321")]
    [TestCase("10 20 30 40 50 60")]
    [TestCase("978-3-16-148410-0")]
    [TestCase("+999 123 4567")]
    public void What_only_looks_like_one_is_left_alone(string text) => Assert.That(FoundText.In(text, Phones), Is.Empty);

    [TestCase("call +1 415-555-0132 x123 now", "+1 415-555-0132 x123")]
    [TestCase("call 415-555-2132 ext. 45", "415-555-2132 ext. 45")]
    [TestCase("call 001-285-315-1343x4567.", "001-285-315-1343x4567")]
    public void An_extension_belongs_to_the_number(string text, string number) => Assert.That(FoundText.In(text, Phones), Is.EqualTo(new[] { number }));

    [Test]
    public void Only_the_chosen_regions_have_national_numbers()
    {
        var israel = FoundText.Finder([PhoneSearch.Entity], regions: ["IL"]);
        Assert.That(FoundText.In("09-7625400 and 415-555-2132", israel), Is.EqualTo(new[] { "09-7625400" }));
        Assert.That(FoundText.In("09-7625400, +1 415-555-2132", FoundText.Finder([PhoneSearch.Entity], regions: [])), Is.EqualTo(new[] { "+1 415-555-2132" }));
    }

    [Test]
    public void Several_numbers_in_a_row_are_all_found() =>
        Assert.That(FoundText.In("(415) 555-0132, +55 11 98456 5666; +44 20 7946 0018", Phones), Is.EqualTo(new[] { "(415) 555-0132", "+55 11 98456 5666", "+44 20 7946 0018" }));
}
