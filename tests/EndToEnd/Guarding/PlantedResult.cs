namespace EndToEnd.Guarding;

/// <summary>A tool's answer with SECRET in one place, and the word that the log has for the place.</summary>
/// <param name="Tool">The tool, named for the place.</param>
/// <param name="Answer">What stands in the place of <c>result</c> or <c>error</c>.</param>
/// <param name="Place">The log's word.</param>
internal sealed record PlantedResult(string Tool, string Answer, string Place)
{
    public static readonly PlantedResult[] All =
    [
        new("text", """ "result":{"content":[{"type":"text","text":"a SECRET b"}]}""", "content"),
        new("error_text", """ "result":{"isError":true,"content":[{"type":"text","text":"no SECRET"}]}""", "content"),
        new("caption", """ "result":{"content":[{"type":"image","data":"aGk=","mimeType":"image/png","_meta":{"caption":"SECRET"}}]}""", "content"),
        new("annotation", """ "result":{"content":[{"type":"audio","data":"aGk=","mimeType":"audio/wav","annotations":{"note":"SECRET"}}]}""", "content"),
        new("embedded", """ "result":{"content":[{"type":"resource","resource":{"uri":"file:///a","mimeType":"text/plain","text":"SECRET"}}]}""", "content"),
        new("blob", """ "result":{"content":[{"type":"resource","resource":{"uri":"file:///a","mimeType":"text/plain","blob":"BASE64"}}]}""", "content"),
        new("link", """ "result":{"content":[{"type":"resource_link","uri":"file:///a","name":"a","title":"SECRET","description":"SECRET"}]}""", "content"),
        new("link_uri", """ "result":{"content":[{"type":"resource_link","uri":"file:///SECRET","name":"a"}]}""", "identity"),
        new("icon", """ "result":{"content":[{"type":"resource_link","uri":"file:///a","name":"a","icons":[{"src":"https://x/?k=SECRET"}]}]}""", "content"),
        new("structured", """ "result":{"content":[],"structuredContent":{"a":[{"deep":"SECRET"}]}}""", "structuredContent"),
        new("property_name", """ "result":{"content":[],"structuredContent":{"SECRET":1}}""", "structuredContent"),
        new("meta", """ "result":{"content":[],"_meta":{"x":{"y":"SECRET"}}}""", "_meta"),
        new("unknown", """ "result":{"content":[],"unheardOf":["SECRET"]}""", "result"),
        new("top_name", """ "result":{"content":[],"SECRET":0}""", "result"),
        new("error_message", """ "error":{"code":-32001,"message":"no SECRET"}""", "error"),
        new("error_data", """ "error":{"code":-32001,"message":"no","data":{"k":["SECRET"]}}""", "error"),
    ];

    public bool IsError => Answer.StartsWith(" \"error\"", StringComparison.Ordinal);
}
