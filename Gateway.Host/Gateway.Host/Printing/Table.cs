using System.Text;

namespace Gateway.Host.Printing;

/// <summary>Rows in aligned columns: coloured on a terminal, plain when piped, and never cut, so that lines can be searched.</summary>
internal sealed class Table(params string[] headers)
{
    private readonly List<string[]> _rows = [];

    public void Add(params string[] cells) => _rows.Add([.. cells.Select(cell => Core.Protocol.Printable.Line(cell, 400))]);

    public void Print(TextWriter output)
    {
        var widths = headers.Select((header, i) => Math.Max(header.Length, _rows.Select(row => row[i].Length).DefaultIfEmpty().Max())).ToArray();
        output.WriteLine(Style.Dim(Line(headers, widths)));
        foreach (var row in _rows) output.WriteLine(Line([Style.Bold(row[0]), .. row[1..]], widths, Style.Bold("").Length));
    }

    private static string Line(string[] cells, int[] widths, int invisible = 0)
    {
        var line = new StringBuilder();
        for (var i = 0; i < cells.Length; i++)
        {
            line.Append(i == cells.Length - 1 ? cells[i] : cells[i].PadRight(widths[i] + 2 + (i == 0 ? invisible : 0)));
        }

        return line.ToString().TrimEnd();
    }
}
