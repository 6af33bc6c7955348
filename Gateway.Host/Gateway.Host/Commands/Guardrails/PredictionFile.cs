using System.Text.Json;
using Gateway.Core.Protocol;
using Gateway.Core.Scoring;

namespace Gateway.Host.Commands.Guardrails;

/// <summary>What was found, in the form that scorers read: <c>{"id":…,"spans":[{"start":…,"end":…,"type":…}]}</c>, one record a line.</summary>
internal sealed class PredictionFile : IDisposable
{
    private readonly FileStream _file;
    private readonly Utf8JsonWriter _writer;

    /// <exception cref="UsageException">The file cannot be written.</exception>
    public PredictionFile(string path)
    {
        try
        {
            _file = new(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 1 << 16);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"the file {Printable.Line(path)} cannot be written ({exception.GetType().Name})");
        }

        _writer = new(_file);
    }

    public void Write(Batch batch)
    {
        foreach (var record in batch.Records)
        {
            _writer.WriteStartObject();
            _writer.WriteString("id"u8, record.Id);
            _writer.WriteStartArray("spans"u8);
            foreach (var found in batch.FoundIn(record))
            {
                _writer.WriteStartObject();
                _writer.WriteNumber("start"u8, found.Start);
                _writer.WriteNumber("end"u8, found.End);
                _writer.WriteString("type"u8, found.Kind.Name);
                _writer.WriteEndObject();
            }

            _writer.WriteEndArray();
            _writer.WriteEndObject();
            _writer.Flush();
            _writer.Reset();
            _file.WriteByte((byte)'\n');
        }
    }

    public void Dispose()
    {
        _writer.Dispose();
        _file.Dispose();
    }
}
