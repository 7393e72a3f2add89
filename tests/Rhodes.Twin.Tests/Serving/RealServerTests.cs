using System.IO.Compression;
using Rhodes.Tests.Shared;
using Rhodes.Twin.Serving;

namespace Rhodes.Twin.Tests.Serving;

/// <summary>The twin of a replica beside a log of a real one.</summary>
public sealed class RealServerTests
{
    /// <summary>Of an RTX PRO 6000: dense BF16 FLOP/s and bytes/s at their peaks, and bytes of memory.</summary>
    private const double PeakFlops = 468e12, PeakBytes = 1_792e9, Memory = 95.6 * 1_073_741_824;

    /// <summary>Of Llama 3.1 8B: parameters, and bytes of keys and values for a token (32 layers, 8 key-value heads of 128, two bytes).</summary>
    private const double Parameters = 8.03e9, CacheBytes = 131_072;

    /// <summary>Parts of the peaks that engines reach: nothing here is fitted to the log.</summary>
    private const double OfFlops = 0.5, OfBytes = 0.8, OfMemory = 0.9;

    private static readonly ReplicaSpec Replica = new(
        new(2 * Parameters / (PeakBytes * OfBytes), 2 * Parameters / (PeakFlops * OfFlops), 0, CacheBytes / (PeakBytes * OfBytes)),
        MostSequences: 128, StepTokens: 2_048, CacheBlocks: (int)(((Memory * OfMemory) - (2 * Parameters)) / CacheBytes / 16));

    [Fact]
    public void Half_of_its_latencies_are_told_within_a_tenth()
    {
        var rows = Rows();
        var requests = rows.ConvertAll(row => new ServedRequest(row[0], (int)row[1], (int)row[2]));
        var answers = ReplicaRun.Play(Replica, requests).Answers;
        Assert.Equal(300, rows.Count);
        AssertNear("first token", (row, answer) => (row[3] - row[0], answer.FirstToken - row[0]));
        AssertNear("all tokens", (row, answer) => (row[4] - row[0], answer.LastToken - row[0]));
        AssertNear("a token", (row, answer) => ((row[4] - row[3]) / (row[2] - 1), (answer.LastToken - answer.FirstToken) / (row[2] - 1)));

        void AssertNear(string what, Func<double[], ServedAnswer, (double Measured, double Told)> of)
        {
            var errors = rows.Select((row, i) => of(row, answers[i])).Select(pair => Math.Abs(pair.Told - pair.Measured) / pair.Measured).Order().ToList();
            Assert.True(errors[errors.Count / 2] <= 0.1, $"{what}: half of the errors are above {errors[errors.Count / 2]:0.000}");
        }
    }

    /// <summary>Seconds and tokens: arrival, prompt, output, first token, last token.</summary>
    private static List<double[]> Rows()
    {
        using StreamReader reader = new(new GZipStream(File.OpenRead(Repository.Place("bench", "vllm-rtx-pro-6000", "requests.csv.gz")), CompressionMode.Decompress));
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(',').Select((text, column) =>
            double.Parse(text, System.Globalization.CultureInfo.InvariantCulture) / (column is 1 or 2 ? 1 : 1e6)).ToArray()).ToList();
    }
}
