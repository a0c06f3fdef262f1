//! Logistic regression with a ridge, by full passes in a fixed order. Deterministic.

/// One example: features that are there, and what is true of it.
pub(crate) struct Example {
    /// Features of each stretch of the clause; the best stretch speaks for it.
    pub stretches: Vec<Vec<u32>>,
    pub truth: Vec<bool>,
    pub weight: f32,
}

/// One row of weights for each feature, one column for each question.
pub(crate) fn fit(
    examples: &[Example],
    n_features: usize,
    n_questions: usize,
    ridge: f32,
    n_passes: usize,
) -> Vec<Vec<f32>> {
    let mut weights = vec![vec![0.0_f32; n_questions]; n_features];
    let mut squares = vec![vec![1e-6_f32; n_questions]; n_features];
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut seed = 0x2545_F491_4F6C_DD1D_u64;
    let n = examples.len() as f32;
    let mut seen_in = vec![0.0_f32; n_features];
    for example in examples {
        for feature in &example.stretches[0] {
            seen_in[*feature as usize] += 1.0;
        }
    }
    let _ = n;
    for pass in 0..n_passes {
        shuffle(&mut order, &mut seed);
        let rate = 0.12 / (1.0 + pass as f32 * 0.15);
        for at in &order {
            step(
                &examples[*at],
                &mut weights,
                &mut squares,
                &seen_in,
                rate,
                ridge,
            );
        }
    }
    weights
}

fn step(
    example: &Example,
    weights: &mut [Vec<f32>],
    squares: &mut [Vec<f32>],
    seen_in: &[f32],
    rate: f32,
    ridge: f32,
) {
    let n_questions = example.truth.len();
    let mut best = vec![(f32::MIN, 0_usize); n_questions];
    let mut sums = vec![0.0_f32; n_questions];
    for (stretch, features) in example.stretches.iter().enumerate() {
        sums.fill(0.0);
        for feature in features {
            for (sum, weight) in sums.iter_mut().zip(&weights[*feature as usize]) {
                *sum += weight;
            }
        }
        for question in 0..n_questions {
            if sums[question] > best[question].0 {
                best[question] = (sums[question], stretch);
            }
        }
    }
    for question in 0..n_questions {
        let (sum, stretch) = best[question];
        let guess = 1.0 / (1.0 + (-sum).exp());
        let error = (guess - f32::from(u8::from(example.truth[question]))) * example.weight;
        for feature in &example.stretches[stretch] {
            let at = *feature as usize;
            // The ridge of a whole pass is spread over the examples that hold the feature.
            let gradient = error + ridge * weights[at][question] / seen_in[at].max(1.0);
            squares[at][question] += gradient * gradient;
            weights[at][question] -= rate * gradient / squares[at][question].sqrt();
        }
    }
}

fn shuffle(order: &mut [usize], seed: &mut u64) {
    for at in (1..order.len()).rev() {
        *seed ^= *seed << 13;
        *seed ^= *seed >> 7;
        *seed ^= *seed << 17;
        let other = usize::try_from(*seed % (at as u64 + 1)).unwrap_or(0);
        order.swap(at, other);
    }
}
