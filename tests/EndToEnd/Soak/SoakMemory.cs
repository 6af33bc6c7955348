using System.Globalization;

namespace EndToEnd.Soak;

/// <summary>The memory of the gateway's process at every hundredth of the calls.</summary>
internal sealed class SoakMemory(int processId, int calls)
{
    private readonly List<(double Resident, double Writable)> _samples = [];
    private int _next = calls / 100;

    /// <summary>Resident, in megabytes, when a quarter of the calls was made: the median of the samples around it.</summary>
    public double Quarter => Median(sample => sample.Resident, 20, 30);

    /// <summary>The same over the last tenth.</summary>
    public double End => Median(sample => sample.Resident, 88, 98);

    /// <summary>What the process may write to (the committed heap, stacks, and what native code has), at a quarter.</summary>
    public double WritableAtQuarter => Median(sample => sample.Writable, 20, 30);

    public double WritableAtEnd => Median(sample => sample.Writable, 88, 98);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"resident {Quarter:0.0} MB at a quarter, {End:0.0} MB at the end; writable {WritableAtQuarter:0.0} and {WritableAtEnd:0.0} MB");

    public void Look(int answered)
    {
        if (answered < _next) return;
        _next += calls / 100;
        _samples.Add((Read("VmRSS:"), Read("VmData:")));
    }

    private double Median(Func<(double Resident, double Writable), double> value, int from, int to)
    {
        double[] values = [.. _samples.Skip(from).Take(to - from).Select(value).Order()];
        return values[values.Length / 2];
    }

    private double Read(string name)
    {
        var line = File.ReadLines($"/proc/{processId}/status").First(line => line.StartsWith(name, StringComparison.Ordinal));
        return long.Parse(line[name.Length..^2], CultureInfo.InvariantCulture) * 1024 / 1e6;
    }
}
