namespace Rhodes.Twin.Serving;

/// <summary>A replica of a served model: one engine with its memory.</summary>
/// <param name="MostSequences">That it works on at once.</param>
/// <param name="StepTokens">Tokens of one step, of prompts and of sequences that decode.</param>
/// <param name="CacheBlocks">Of its memory for keys and values.</param>
/// <param name="BlockTokens">Tokens of a block.</param>
/// <param name="PieceTokens">Tokens of a piece of a prompt that is kept for prompts that begin alike, in whole blocks; 0: none is kept.</param>
public sealed record ReplicaSpec(StepCost Cost, int MostSequences, int StepTokens, int CacheBlocks, int BlockTokens = 16, int PieceTokens = 0)
{
    /// <summary>Tokens that all sequences together may have.</summary>
    public long CacheTokens => (long)CacheBlocks * BlockTokens;
}
