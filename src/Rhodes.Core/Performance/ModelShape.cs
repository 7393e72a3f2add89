using Rhodes.Core.Model;

namespace Rhodes.Core.Performance;

/// <summary>A transformer by what its cost depends on: dense, or with experts of which every token uses a few.</summary>
/// <remarks>Counts of weights leave out norms and biases, which are under a thousandth.</remarks>
public sealed record ModelShape
{
    /// <summary>What people write: <c>llama-3.1-70b</c>.</summary>
    public required string Id { get; init; }

    public required int Layers { get; init; }

    /// <summary>Elements of a token between the layers.</summary>
    public required int Width { get; init; }

    public required int QueryHeads { get; init; }

    /// <summary>Fewer than the query heads where these share them.</summary>
    public required int KeyValueHeads { get; init; }

    public required int HeadWidth { get; init; }

    /// <summary>Elements inside the feed-forward part; of one expert where there are several.</summary>
    public required int FeedForward { get; init; }

    /// <summary>Whether the feed-forward part has a gate: three matrices in place of two.</summary>
    public bool IsGated { get; init; } = true;

    /// <summary>Experts of a layer among which tokens choose; 1 is a dense model.</summary>
    public int Experts { get; init; } = 1;

    /// <summary>Experts that a token is sent to.</summary>
    public int ExpertsUsed { get; init; } = 1;

    /// <summary>Experts of the same size that every token passes besides.</summary>
    public int SharedExperts { get; init; }

    /// <summary>The first layers, if they have no experts but one feed-forward part of <see cref="DenseFeedForward"/>.</summary>
    public int DenseLayers { get; init; }

    public int DenseFeedForward { get; init; }

    /// <summary>Weights of the attention of one layer, where they are not the four usual matrices. 0: they are.</summary>
    public long OwnAttentionWeights { get; init; }

    /// <summary>Elements that a token leaves in the memory of one layer, where it is one latent vector. 0: keys and values of every head.</summary>
    public int Latent { get; init; }

    public required int Vocabulary { get; init; }

    /// <summary>Whether the last matrix is the first one again, and is kept once.</summary>
    public bool IsTied { get; init; }

    /// <summary>Tokens that it was made for.</summary>
    public required int MostContext { get; init; }

    public required FigureMark Mark { get; init; }

    public required string Source { get; init; }

    /// <summary>Elements of all queries of a token.</summary>
    public long QueryWidth => (long)QueryHeads * HeadWidth;

    /// <summary>Elements of all keys of a token; of its values as many.</summary>
    public long KeyWidth => (long)KeyValueHeads * HeadWidth;

    /// <summary>Elements that a token leaves in memory: <c>2 L n_kv d</c>, or <c>L latent</c>.</summary>
    public long KeyValuesPerToken => Layers * (Latent > 0 ? Latent : 2 * KeyWidth);

    /// <summary>FLOP of a token for each token that it looks back at: <c>4 L q</c>, and with a latent vector, which every head looks at whole, <c>4 L heads latent</c>.</summary>
    public long FlopPerTokenOfContext => 4L * Layers * (Latent > 0 ? (long)QueryHeads * Latent : QueryWidth);

    /// <summary>Query and output matrices, and those of keys and values: <c>h (2 q + 2 kv)</c>.</summary>
    public long AttentionWeights => OwnAttentionWeights > 0 ? OwnAttentionWeights : Width * 2L * (QueryWidth + KeyWidth);

    /// <summary>Of one expert, or of the feed-forward part of a dense model.</summary>
    public long ExpertWeights => (IsGated ? 3L : 2L) * Width * FeedForward;

    public long DenseExpertWeights => (IsGated ? 3L : 2L) * Width * DenseFeedForward;

    /// <summary>Of the matrix that a token is drawn with.</summary>
    public long HeadWeights => (long)Vocabulary * Width;

    /// <summary>Layers that have experts; all of a dense model count as layers with one.</summary>
    public int ExpertLayers => Layers - DenseLayers;

    /// <summary>Of the layers, what every token is multiplied with.</summary>
    public long ActiveLayerWeights =>
        Layers * AttentionWeights + DenseLayers * DenseExpertWeights + ExpertLayers * (ExpertsUsed + SharedExperts) * ExpertWeights;

    /// <summary>All of them: N.</summary>
    public long Weights =>
        Layers * AttentionWeights + DenseLayers * DenseExpertWeights + ExpertLayers * (long)(Experts + SharedExperts) * ExpertWeights
        + (IsTied ? 1 : 2) * HeadWeights;

    /// <summary>Of one token, as models are named by it: N_a.</summary>
    public long ActiveWeights => ActiveLayerWeights + (IsTied ? 1 : 2) * HeadWeights;

    public bool HasExperts => Experts > 1;

    /// <summary>Weights of the layers that a step of so many tokens reads. A mixture touches <c>E (1 - (1 - k / E)^tokens)</c> of its experts.</summary>
    public double WeightsRead(double tokens)
    {
        var unread = Experts == ExpertsUsed ? 0 : Series.Power(1 - (double)ExpertsUsed / Experts, (int)Math.Clamp(Math.Round(tokens), 1, 1_000_000));
        var experts = Experts * (1 - unread) + SharedExperts;
        return Layers * (double)AttentionWeights + DenseLayers * (double)DenseExpertWeights + ExpertLayers * experts * ExpertWeights;
    }

    /// <summary>Elements of one token that pass the parts of a layer between its matrices, of which every device of a split layer has all:
    /// two norms and two sums, each of which reads and writes them; in a mixture also the way to its experts and back.</summary>
    public long WholeElements => 9L * Width + (HasExperts ? 2L * (ExpertsUsed + 1) * Width : 0);

    /// <summary>As <see cref="WholeElements"/>, of which each device of a split layer has its part: rotation of queries and keys, the
    /// attention's own sums, the feed-forward part's gate.</summary>
    public long SplitElements =>
        2 * (QueryWidth + KeyWidth) + (IsGated ? 4L : 3L) * FeedForward * (ExpertsUsed + SharedExperts);
}
