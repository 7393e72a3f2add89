using System.IO.Compression;
using Rhodes.Core.Units;

namespace Rhodes.Files;

/// <summary>Tells gzip by its first two bytes: names are changed by browsers, bytes are not.</summary>
public static class Gzip
{
    private const string StrictValidation = "System.IO.Compression.UseStrictValidation";

    /// <summary>The content of a stream that may be compressed with gzip.</summary>
    public static Stream UnpackIfPacked(Stream stream)
    {
        var first = new byte[2];
        var count = stream.ReadAtLeast(first, first.Length, throwOnEndOfStream: false);
        var whole = new Rejoined(first.AsMemory(0, count), stream);
        // Set in Directory.Build.props. A host without it would read a cut-off file as far as it goes and call it whole.
        Invariant.Holds(AppContext.TryGetSwitch(StrictValidation, out var strict) && strict, $"{StrictValidation} is set");
        return first is [0x1f, 0x8b] ? new GZipStream(whole, CompressionMode.Decompress) : whole;
    }

    /// <summary>Bytes that were read ahead, and then the rest. A pipe cannot seek back.</summary>
    private sealed class Rejoined(ReadOnlyMemory<byte> ahead, Stream rest) : Stream
    {
        private ReadOnlyMemory<byte> _ahead = ahead;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(Span<byte> buffer)
        {
            if (_ahead.IsEmpty) return rest.Read(buffer);
            var count = Math.Min(buffer.Length, _ahead.Length);
            _ahead.Span[..count].CopyTo(buffer);
            _ahead = _ahead[count..];
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
