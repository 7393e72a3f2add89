using System.Text.Json;
using Rhodes.Core.Model;
using Rhodes.Core.Performance;

namespace Rhodes.Cli.Models;

/// <summary>The shape of a model from the <c>config.json</c> that it is published with.</summary>
internal static class ModelFile
{
    private const int MostBytes = 1 << 20;

    /// <summary>Far above any; keeps products of counts exact.</summary>
    private const int MostWidth = 200_000;

    private const int MostLayers = 1_000;
    private const int MostExperts = 10_000;
    private const int MostWords = 10_000_000;

    /// <param name="mistake">What is wrong with it; empty on success.</param>
    public static ModelShape? Read(string path, out string mistake)
    {
        try
        {
            if (new FileInfo(path).Length > MostBytes) return Wrong(path, "is larger than 1 MiB; expected the config.json of a model", out mistake);
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            if (json.RootElement.ValueKind != JsonValueKind.Object) return Wrong(path, "is no object; expected the config.json of a model", out mistake);
            // Models that also see pictures have the part that reads text inside.
            var isInside = json.RootElement.TryGetProperty("text_config", out var text) && text.ValueKind == JsonValueKind.Object;
            return Read(path, new(isInside ? text : json.RootElement), out mistake);
        }
        catch (JsonException error)
        {
            return Wrong(path, $"is no JSON at line {error.LineNumber + 1}", out mistake);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Wrong(path, $"cannot be read: {error.Message}", out mistake);
        }
    }

    private static ModelShape? Read(string path, Counts counts, out string mistake)
    {
        var width = counts.Of(MostWidth, null, "hidden_size");
        var heads = counts.Of(MostWidth, null, "num_attention_heads");
        var ffn = counts.Of(MostWidth, null, "intermediate_size");
        var experts = counts.Of(MostExperts, 1, "n_routed_experts", "num_local_experts", "num_experts");
        var latent = counts.Of(MostWidth, 0, "kv_lora_rank");
        var rotary = latent == 0 ? 0 : counts.Of(MostWidth, null, "qk_rope_head_dim");
        var model = new ModelShape
        {
            Id = Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(path))) is { Length: > 0 } folder ? folder : "model",
            Layers = counts.Of(MostLayers, null, "num_hidden_layers"),
            Width = width,
            QueryHeads = heads,
            KeyValueHeads = counts.Of(MostWidth, heads, "num_key_value_heads"),
            HeadWidth = counts.Of(MostWidth, Math.Max(1, width / Math.Max(1, heads)), "head_dim"),
            FeedForward = experts > 1 ? counts.Of(MostWidth, ffn, "moe_intermediate_size") : ffn,
            Experts = experts,
            ExpertsUsed = experts > 1 ? counts.Of(experts, null, "num_experts_per_tok") : 1,
            SharedExperts = counts.Of(MostExperts, 0, "n_shared_experts"),
            DenseLayers = experts > 1 ? counts.Of(MostLayers, 0, "first_k_dense_replace") : 0,
            DenseFeedForward = ffn,
            Latent = latent + rotary,
            OwnAttentionWeights = latent == 0 ? 0 : LatentAttention(counts, width, heads, latent, rotary),
            Vocabulary = counts.Of(MostWords, null, "vocab_size"),
            MostContext = counts.Of(int.MaxValue, 131_072, "max_position_embeddings"),
            IsTied = counts.Is("tie_word_embeddings"),
            Mark = FigureMark.Stated,
            Source = Path.GetFileName(path),
        };
        mistake = counts.Mistake is { } wrong ? $"{path}: {wrong}" : model.DenseLayers > model.Layers ? $"{path}: first_k_dense_replace is above num_hidden_layers" : "";
        return mistake.Length == 0 ? model : null;
    }

    /// <summary>Queries by way of a narrow vector or at once; a latent vector for keys and values, and what makes these of it; the output.</summary>
    private static long LatentAttention(Counts counts, long width, long heads, long latent, long rotary)
    {
        long narrow = counts.Of(MostWidth, 0, "q_lora_rank");
        long key = counts.Of(MostWidth, null, "qk_nope_head_dim");
        long value = counts.Of(MostWidth, null, "v_head_dim");
        var queries = heads * (key + rotary);
        return (narrow > 0 ? width * narrow + narrow * queries : width * queries)
            + width * (latent + rotary) + latent * heads * (key + value) + heads * value * width;
    }

    private static ModelShape? Wrong(string path, string what, out string mistake)
    {
        mistake = $"{path}: {what}";
        return null;
    }

    /// <summary>Whole numbers of an object; the first one that is missing or wrong is remembered, and 1 stands for it.</summary>
    private sealed class Counts(JsonElement json)
    {
        public string? Mistake { get; private set; }

        /// <param name="otherwise">Where none of the names is there; null: one must be.</param>
        /// <param name="names">The same under several names.</param>
        public int Of(int most, int? otherwise, params string[] names)
        {
            foreach (var name in names)
            {
                if (!json.TryGetProperty(name, out var found) || found.ValueKind == JsonValueKind.Null) continue;
                var isCount = found.ValueKind == JsonValueKind.Number && found.TryGetInt64(out var count) && count >= (otherwise == 0 ? 0 : 1) && count <= most;
                if (isCount) return (int)found.GetInt64();
                Mistake ??= $"{name} is {found.GetRawText()}; expected a whole number up to {most:#,0}";
                return 1;
            }

            if (otherwise is null) Mistake ??= $"{names[0]} is missing";
            return otherwise ?? 1;
        }

        public bool Is(string name) => json.TryGetProperty(name, out var found) && found.ValueKind == JsonValueKind.True;
    }
}
