using Gateway.Detection;
using static Gateway.Detection.RuleExample;

namespace Gateway.Plugins.Basic.Kinds;

internal static class HuggingFace
{
    public static SecretKind AccessToken { get; } = new(
        new("huggingface_access_token", "<HUGGINGFACE_TOKEN>") { Description = "Hugging Face user access token" },
        new()
        {
            Kind = "huggingface_access_token",
            Keywords = ["hf_"],
            Alphabet = Characters.Alphanumeric + "_",
            MinLength = 33,
            Pattern = Characters.WordStart + "(?<secret>hf_[A-Za-z0-9]{30,})",
            Validator = static secret => Placeholder.IsNone(secret, "hf_".Length),
            Examples = () =>
            [
                Secret(Sample.Token("hf", "_", "", 34), "HF_TOKEN = \"", "\" # x"),
                Secret(Sample.Token("hf", "_", "", 37), "Bearer ", "}"),
                Secret(Sample.Token("hf", "_", "", 30), "", ", x"),
                Secret(Sample.Token("hf", "_", "", 34), "\\u0022", "\\u0022"),
                Secret(Sample.Token("hf", "_", "", 90), "", "<br>"),
                Nothing("hf_transfer, hf_transformers_model_cache_directory"),
                Nothing(Sample.Token("hf", "_", "", 29)),
                Nothing(Sample.Token("half", "hf_", "", 34)),
                Nothing("hf" + "_" + new string('x', 34)),
            ],
        });
}
